/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_OF_ADDRESS_H
#define _LINUX_OF_ADDRESS_H

#include <linux/ioport.h>
#include <linux/errno.h>
#include <linux/of.h>
#include <linux/io.h>

void __iomem *of_iomap(struct device_node *device, int index);
int of_address_to_resource(struct device_node *dev, int index, struct resource *r);
u64 of_translate_address(struct device_node *np, const __be32 *addr);
const __be32 *of_get_address(struct device_node *dev, int index, u64 *size,
			     unsigned int *flags);

#endif /* _LINUX_OF_ADDRESS_H */
