/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MFD_CORE_H
#define _LINUX_MFD_CORE_H

#include <linux/platform_device.h>

struct property_entry;

struct mfd_cell {
	const char *name;
	int id;
	int (*enable)(struct platform_device *dev);
	int (*disable)(struct platform_device *dev);
	void *platform_data;
	size_t pdata_size;
	const char *of_compatible;
	int num_resources;
	const struct resource *resources;
	bool ignore_resource_conflicts;
	bool pm_runtime_no_callbacks;
};

const struct mfd_cell *mfd_get_cell(struct platform_device *pdev);
int mfd_add_devices(struct device *parent, int id, const struct mfd_cell *cells,
		    int n_devs, struct resource *mem_base, int irq_base,
		    struct irq_domain *irq_domain);
int devm_mfd_add_devices(struct device *dev, int id, const struct mfd_cell *cells,
			 int n_devs, struct resource *mem_base, int irq_base,
			 struct irq_domain *irq_domain);
void mfd_remove_devices(struct device *parent);

#endif /* _LINUX_MFD_CORE_H */
