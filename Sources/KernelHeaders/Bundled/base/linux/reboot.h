/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_REBOOT_H
#define _LINUX_REBOOT_H

#include <linux/notifier.h>

#endif /* _LINUX_REBOOT_H */
