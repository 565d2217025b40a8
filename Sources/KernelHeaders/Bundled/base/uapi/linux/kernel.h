/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_KERNEL_H
#define _UAPI_LINUX_KERNEL_H

#include <linux/sysinfo.h>
#include <linux/const.h>

#define __KERNEL_DIV_ROUND_UP(n, d)	(((n) + (d) - 1) / (d))

#endif /* _UAPI_LINUX_KERNEL_H */
