/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_RTC_H
#define _UAPI_LINUX_RTC_H

#include <linux/ioctl.h>

struct rtc_time {
	int tm_sec;
	int tm_min;
	int tm_hour;
	int tm_mday;
	int tm_mon;
	int tm_year;
	int tm_wday;
	int tm_yday;
	int tm_isdst;
};

#endif /* _UAPI_LINUX_RTC_H */
