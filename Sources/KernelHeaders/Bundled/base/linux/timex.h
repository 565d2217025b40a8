/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TIMEX_H
#define _LINUX_TIMEX_H

#include <uapi/linux/timex.h>
#include <linux/types.h>
#include <linux/param.h>
#include <asm/timex.h>

#define random_get_entropy()	((unsigned long)get_cycles())

#endif /* _LINUX_TIMEX_H */
