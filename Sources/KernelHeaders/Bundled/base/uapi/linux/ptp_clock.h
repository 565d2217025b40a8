/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_PTP_CLOCK_H
#define _UAPI_LINUX_PTP_CLOCK_H

#include <linux/types.h>
#include <linux/ioctl.h>

enum ptp_pin_function {
	PTP_PF_NONE,
	PTP_PF_EXTTS,
	PTP_PF_PEROUT,
	PTP_PF_PHYSYNC
};

struct ptp_pin_desc {
	char name[64];
	unsigned int index;
	unsigned int func;
	unsigned int chan;
	unsigned int rsv[5];
};

#endif /* _UAPI_LINUX_PTP_CLOCK_H */
