/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IRQ_H
#define _LINUX_IRQ_H

#include <linux/irqreturn.h>
#include <linux/interrupt.h>
#include <linux/irqhandler.h>
#include <asm/irq.h>
#include <asm/ptrace.h>
#include <linux/cache.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/topology.h>

enum {
	IRQ_TYPE_NONE		= 0x00000000,
	IRQ_TYPE_EDGE_RISING	= 0x00000001,
	IRQ_TYPE_EDGE_FALLING	= 0x00000002,
	IRQ_TYPE_EDGE_BOTH	= 0x00000003,
	IRQ_TYPE_LEVEL_HIGH	= 0x00000004,
	IRQ_TYPE_LEVEL_LOW	= 0x00000008,
	IRQ_TYPE_LEVEL_MASK	= 0x0000000c,
	IRQ_TYPE_SENSE_MASK	= 0x0000000f,
	IRQ_LEVEL		= 1 << 8,
	IRQ_NOPROBE		= 1 << 10,
	IRQ_NOREQUEST		= 1 << 11,
	IRQ_NOAUTOEN		= 1 << 12,
	IRQ_NO_BALANCING	= 1 << 13
};

struct msi_msg;
struct irq_chip;
struct irq_domain;

struct irq_data {
	u32			mask;
	unsigned int		irq;
	unsigned long		hwirq;
	struct irq_chip		*chip;
	struct irq_domain	*domain;
	void			*chip_data;
};

struct irq_chip {
	const char	*name;
	unsigned int	(*irq_startup)(struct irq_data *data);
	void		(*irq_shutdown)(struct irq_data *data);
	void		(*irq_enable)(struct irq_data *data);
	void		(*irq_disable)(struct irq_data *data);
	void		(*irq_ack)(struct irq_data *data);
	void		(*irq_mask)(struct irq_data *data);
	void		(*irq_mask_ack)(struct irq_data *data);
	void		(*irq_unmask)(struct irq_data *data);
	void		(*irq_eoi)(struct irq_data *data);
	int		(*irq_set_affinity)(struct irq_data *data, const struct cpumask *dest,
					    bool force);
	int		(*irq_retrigger)(struct irq_data *data);
	int		(*irq_set_type)(struct irq_data *data, unsigned int flow_type);
	int		(*irq_set_wake)(struct irq_data *data, unsigned int on);
	void		(*irq_bus_lock)(struct irq_data *data);
	void		(*irq_bus_sync_unlock)(struct irq_data *data);
	void		(*irq_compose_msi_msg)(struct irq_data *data, struct msi_msg *msg);
	void		(*irq_write_msi_msg)(struct irq_data *data, struct msi_msg *msg);
	unsigned long	flags;
};

struct irq_data *irq_get_irq_data(unsigned int irq);
void *irq_data_get_irq_chip_data(struct irq_data *d);
irq_hw_number_t irqd_to_hwirq(struct irq_data *d);
int irq_set_chip_data(unsigned int irq, void *data);
int irq_set_handler_data(unsigned int irq, void *data);
void *irq_get_handler_data(unsigned int irq);
void irq_set_chip_and_handler(unsigned int irq, struct irq_chip *chip,
			      irq_flow_handler_t handle);
int irq_set_irq_type(unsigned int irq, unsigned int type);
void irq_set_status_flags(unsigned int irq, unsigned long set);
void irq_clear_status_flags(unsigned int irq, unsigned long clr);
void irq_free_desc(unsigned int irq);
void handle_simple_irq(struct irq_desc *desc);
void handle_level_irq(struct irq_desc *desc);
void handle_edge_irq(struct irq_desc *desc);
void handle_fasteoi_irq(struct irq_desc *desc);
void handle_bad_irq(struct irq_desc *desc);
void irq_chip_mask_parent(struct irq_data *data);
void irq_chip_unmask_parent(struct irq_data *data);

#include <linux/irqdesc.h>

#endif /* _LINUX_IRQ_H */
