/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IRQ_WORK_H
#define _LINUX_IRQ_WORK_H

#include <linux/llist.h>
#include <linux/smp.h>

struct irq_work {
	struct llist_node llnode;
	atomic_t flags;
	void (*func)(struct irq_work *work);
};

void init_irq_work(struct irq_work *work, void (*func)(struct irq_work *work));
bool irq_work_queue(struct irq_work *work);
void irq_work_sync(struct irq_work *work);

#endif /* _LINUX_IRQ_WORK_H */
