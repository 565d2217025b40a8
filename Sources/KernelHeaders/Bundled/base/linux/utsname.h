/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_UTSNAME_H
#define _LINUX_UTSNAME_H

#include <generated/utsrelease.h>
#include <linux/err.h>
#include <linux/ns_common.h>
#include <linux/nsproxy.h>
#include <linux/sched.h>

struct new_utsname {
	char sysname[65];
	char nodename[65];
	char release[65];
	char version[65];
	char machine[65];
	char domainname[65];
};

struct new_utsname *utsname(void);
struct new_utsname *init_utsname(void);

#endif /* _LINUX_UTSNAME_H */
