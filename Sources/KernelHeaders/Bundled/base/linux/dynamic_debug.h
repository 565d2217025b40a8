/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DYNAMIC_DEBUG_H
#define _LINUX_DYNAMIC_DEBUG_H

#include <linux/errno.h>
#include <linux/jump_label.h>
#include <linux/printk.h>
#include <linux/string.h>

#endif /* _LINUX_DYNAMIC_DEBUG_H */
