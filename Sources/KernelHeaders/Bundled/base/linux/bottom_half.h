/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_BOTTOM_HALF_H
#define _LINUX_BOTTOM_HALF_H

#include <linux/preempt.h>

void local_bh_disable(void);
void local_bh_enable(void);

#endif /* _LINUX_BOTTOM_HALF_H */
