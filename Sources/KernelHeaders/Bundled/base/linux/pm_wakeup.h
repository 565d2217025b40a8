/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PM_WAKEUP_H
#define _LINUX_PM_WAKEUP_H

#include <linux/pm.h>
#include <linux/device.h>

struct wakeup_source;

#endif /* _LINUX_PM_WAKEUP_H */
