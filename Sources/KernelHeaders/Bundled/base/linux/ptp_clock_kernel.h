/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PTP_CLOCK_KERNEL_H
#define _LINUX_PTP_CLOCK_KERNEL_H

#include <linux/device.h>
#include <linux/ptp_clock.h>
#include <linux/types.h>
#include <linux/timecounter.h>
#include <linux/timekeeping.h>
#include <linux/skbuff.h>

struct ptp_clock;
struct ptp_clock_request;

struct ptp_system_timestamp {
	struct timespec64 pre_ts;
	struct timespec64 post_ts;
};

struct ptp_clock_info {
	struct module *owner;
	char name[32];
	s32 max_adj;
	int n_alarm;
	int n_ext_ts;
	int n_per_out;
	int n_pins;
	int pps;
	struct ptp_pin_desc *pin_config;
	int (*adjfine)(struct ptp_clock_info *ptp, long scaled_ppm);
	int (*adjfreq)(struct ptp_clock_info *ptp, s32 delta);
	int (*adjtime)(struct ptp_clock_info *ptp, s64 delta);
	int (*gettime64)(struct ptp_clock_info *ptp, struct timespec64 *ts);
	int (*gettimex64)(struct ptp_clock_info *ptp, struct timespec64 *ts,
			  struct ptp_system_timestamp *sts);
	int (*getcrosststamp)(struct ptp_clock_info *ptp,
			      struct system_device_crosststamp *cts);
	int (*settime64)(struct ptp_clock_info *p, const struct timespec64 *ts);
	int (*enable)(struct ptp_clock_info *ptp, struct ptp_clock_request *request, int on);
	int (*verify)(struct ptp_clock_info *ptp, unsigned int pin,
		      enum ptp_pin_function func, unsigned int chan);
	long (*do_aux_work)(struct ptp_clock_info *ptp);
};

struct ptp_clock *ptp_clock_register(struct ptp_clock_info *info, struct device *parent);
int ptp_clock_unregister(struct ptp_clock *ptp);
int ptp_clock_index(struct ptp_clock *ptp);
int ptp_schedule_worker(struct ptp_clock *ptp, unsigned long delay);
void ptp_cancel_worker_sync(struct ptp_clock *ptp);
void ptp_read_system_prets(struct ptp_system_timestamp *sts);
void ptp_read_system_postts(struct ptp_system_timestamp *sts);

s64 scaled_ppm_to_ppb(long ppm);

#endif /* _LINUX_PTP_CLOCK_KERNEL_H */
