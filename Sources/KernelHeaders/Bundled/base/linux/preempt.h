/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PREEMPT_H
#define _LINUX_PREEMPT_H

#include <linux/types.h>
#include <linux/list.h>

void preempt_disable(void);
void preempt_enable(void);
bool __in_interrupt(void);
bool __in_hardirq(void);
bool __in_task(void);
bool __in_atomic(void);

#define in_interrupt()	__in_interrupt()
#define in_irq()	__in_hardirq()
#define in_task()	__in_task()
#define in_atomic()	__in_atomic()
#define preemptible()	(!__in_atomic())

bool __in_nmi(void);
#define in_nmi()	__in_nmi()

#endif /* _LINUX_PREEMPT_H */
