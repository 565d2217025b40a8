/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_OF_IRQ_H
#define _LINUX_OF_IRQ_H

#include <linux/types.h>
#include <linux/errno.h>
#include <linux/irq.h>
#include <linux/irqdomain.h>
#include <linux/ioport.h>
#include <linux/of.h>

unsigned int irq_of_parse_and_map(struct device_node *node, int index);
int of_irq_get(struct device_node *dev, int index);
int of_irq_get_byname(struct device_node *dev, const char *name);
int of_irq_count(struct device_node *dev);
int of_irq_parse_one(struct device_node *device, int index, struct of_phandle_args *out_irq);
struct device_node *of_irq_find_parent(struct device_node *child);

#endif /* _LINUX_OF_IRQ_H */
