/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IRQDESC_H
#define _LINUX_IRQDESC_H

#include <linux/irq.h>
#include <linux/spinlock.h>
#include <linux/kobject.h>
#include <linux/mutex.h>

struct irq_desc {
	struct irq_data		irq_data;
	irq_flow_handler_t	handle_irq;
	unsigned int		depth;
	raw_spinlock_t		lock;
	const char		*name;
};

struct irq_desc *irq_to_desc(unsigned int irq);
void generic_handle_irq_desc(struct irq_desc *desc);
int generic_handle_irq(unsigned int irq);
struct irq_chip *irq_desc_get_chip(struct irq_desc *desc);
void *irq_desc_get_handler_data(struct irq_desc *desc);

#endif /* _LINUX_IRQDESC_H */
