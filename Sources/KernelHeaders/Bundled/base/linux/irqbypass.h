/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IRQBYPASS_H
#define _LINUX_IRQBYPASS_H

#include <linux/list.h>

struct irq_bypass_consumer;
struct eventfd_ctx;

struct irq_bypass_producer {
	struct list_head node;
	void *token;
	int irq;
	int (*add_consumer)(struct irq_bypass_producer *prod,
			    struct irq_bypass_consumer *cons);
	void (*del_consumer)(struct irq_bypass_producer *prod,
			     struct irq_bypass_consumer *cons);
	void (*stop)(struct irq_bypass_producer *prod);
	void (*start)(struct irq_bypass_producer *prod);
};

int irq_bypass_register_producer(struct irq_bypass_producer *producer);
void irq_bypass_unregister_producer(struct irq_bypass_producer *producer);

#endif /* _LINUX_IRQBYPASS_H */
