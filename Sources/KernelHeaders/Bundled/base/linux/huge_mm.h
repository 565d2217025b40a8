/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_HUGE_MM_H
#define _LINUX_HUGE_MM_H

#include <linux/mm.h>

#endif /* _LINUX_HUGE_MM_H */
