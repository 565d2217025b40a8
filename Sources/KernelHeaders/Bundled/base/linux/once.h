/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_ONCE_H
#define _LINUX_ONCE_H

#include <linux/types.h>
#include <linux/jump_label.h>

#endif /* _LINUX_ONCE_H */
