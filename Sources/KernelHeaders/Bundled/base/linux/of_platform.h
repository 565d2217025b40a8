/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_OF_PLATFORM_H
#define _LINUX_OF_PLATFORM_H

#include <linux/of_device.h>
#include <linux/device.h>
#include <linux/platform_device.h>
#include <linux/pm.h>

struct of_dev_auxdata;
struct platform_device *of_find_device_by_node(struct device_node *np);
int of_platform_populate(struct device_node *root, const struct of_device_id *matches,
			 const struct of_dev_auxdata *lookup, struct device *parent);
void of_platform_depopulate(struct device *parent);
int devm_of_platform_populate(struct device *dev);

#endif /* _LINUX_OF_PLATFORM_H */
