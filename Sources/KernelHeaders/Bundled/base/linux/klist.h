/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KLIST_H
#define _LINUX_KLIST_H

#include <linux/list.h>
#include <linux/kref.h>
#include <linux/spinlock.h>

#endif /* _LINUX_KLIST_H */
