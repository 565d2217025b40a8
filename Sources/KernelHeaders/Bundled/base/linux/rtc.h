/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_RTC_H
#define _LINUX_RTC_H

#include <linux/types.h>
#include <linux/interrupt.h>
#include <uapi/linux/rtc.h>
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/seq_file.h>

void rtc_time64_to_tm(time64_t time, struct rtc_time *tm);
time64_t rtc_tm_to_time64(struct rtc_time *tm);
int rtc_valid_tm(struct rtc_time *tm);
#define rtc_time_to_tm(time, tm)	rtc_time64_to_tm(time, tm)

#endif /* _LINUX_RTC_H */
