/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IRQDOMAIN_H
#define _LINUX_IRQDOMAIN_H

#include <linux/irq.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/radix-tree.h>

struct device_node;
struct fwnode_handle;
struct irq_domain;
struct irq_fwspec;

struct irq_domain_ops {
	int (*map)(struct irq_domain *d, unsigned int virq, irq_hw_number_t hw);
	void (*unmap)(struct irq_domain *d, unsigned int virq);
	int (*xlate)(struct irq_domain *d, struct device_node *node, const u32 *intspec,
		     unsigned int intsize, unsigned long *out_hwirq,
		     unsigned int *out_type);
	int (*alloc)(struct irq_domain *d, unsigned int virq, unsigned int nr_irqs,
		     void *arg);
	void (*free)(struct irq_domain *d, unsigned int virq, unsigned int nr_irqs);
};

struct irq_domain {
	const char *name;
	const struct irq_domain_ops *ops;
	void *host_data;
	unsigned int flags;
	struct irq_domain *parent;
};

struct irq_domain *irq_domain_add_linear(struct device_node *of_node, unsigned int size,
					 const struct irq_domain_ops *ops, void *host_data);
struct irq_domain *irq_domain_create_linear(struct fwnode_handle *fwnode,
					    unsigned int size,
					    const struct irq_domain_ops *ops,
					    void *host_data);
void irq_domain_remove(struct irq_domain *domain);
unsigned int irq_create_mapping(struct irq_domain *domain, irq_hw_number_t hwirq);
unsigned int irq_find_mapping(struct irq_domain *domain, irq_hw_number_t hwirq);
void irq_dispose_mapping(unsigned int virq);
struct irq_domain *irq_domain_create_hierarchy(struct irq_domain *parent,
				unsigned int flags, unsigned int size,
				struct fwnode_handle *fwnode,
				const struct irq_domain_ops *ops, void *host_data);

#endif /* _LINUX_IRQDOMAIN_H */
