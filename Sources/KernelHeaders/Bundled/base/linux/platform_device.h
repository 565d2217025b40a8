/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PLATFORM_DEVICE_H
#define _LINUX_PLATFORM_DEVICE_H

#include <linux/device.h>
#include <linux/mod_devicetable.h>

#define PLATFORM_DEVID_NONE	(-1)
#define PLATFORM_DEVID_AUTO	(-2)

struct platform_device {
	const char	*name;
	int		id;
	bool		id_auto;
	struct device	dev;
	u64		platform_dma_mask;
	u32		num_resources;
	struct resource	*resource;
	const struct platform_device_id *id_entry;
};

struct platform_driver {
	int (*probe)(struct platform_device *pdev);
	int (*remove)(struct platform_device *pdev);
	void (*shutdown)(struct platform_device *pdev);
	int (*suspend)(struct platform_device *pdev, pm_message_t state);
	int (*resume)(struct platform_device *pdev);
	struct device_driver driver;
	const struct platform_device_id *id_table;
	bool prevent_deferred_probe;
};

struct property_entry;

struct platform_device_info {
	struct device *parent;
	struct fwnode_handle *fwnode;
	bool of_node_reused;
	const char *name;
	int id;
	const struct resource *res;
	unsigned int num_res;
	const void *data;
	size_t size_data;
	u64 dma_mask;
	const struct property_entry *properties;
};

#define to_platform_device(x)	container_of((x), struct platform_device, dev)
#define to_platform_driver(drv)	container_of((drv), struct platform_driver, driver)

int platform_device_register(struct platform_device *pdev);
void platform_device_unregister(struct platform_device *pdev);
struct platform_device *platform_device_alloc(const char *name, int id);
int platform_device_add(struct platform_device *pdev);
void platform_device_del(struct platform_device *pdev);
void platform_device_put(struct platform_device *pdev);
struct platform_device *platform_device_register_simple(const char *name, int id,
				const struct resource *res, unsigned int num);
struct platform_device *platform_device_register_data(struct device *parent,
				const char *name, int id, const void *data, size_t size);
struct resource *platform_get_resource(struct platform_device *dev, unsigned int type,
				       unsigned int num);
int platform_get_irq(struct platform_device *dev, unsigned int num);
void __iomem *devm_platform_ioremap_resource(struct platform_device *pdev,
					     unsigned int index);
int __platform_driver_register(struct platform_driver *drv, struct module *owner);
#define platform_driver_register(drv)	__platform_driver_register(drv, THIS_MODULE)
void platform_driver_unregister(struct platform_driver *drv);

static inline void *platform_get_drvdata(const struct platform_device *pdev)
{
	return dev_get_drvdata(&pdev->dev);
}

static inline void platform_set_drvdata(struct platform_device *pdev, void *data)
{
	dev_set_drvdata(&pdev->dev, data);
}

#define module_platform_driver(__platform_driver) \
	module_driver(__platform_driver, platform_driver_register, \
		      platform_driver_unregister)

extern struct bus_type platform_bus_type;
extern struct device platform_bus;

struct platform_device *platform_device_register_full(
				const struct platform_device_info *pdevinfo);
struct platform_device *platform_device_register_resndata(struct device *parent,
				const char *name, int id, const struct resource *res,
				unsigned int num, const void *data, size_t size);
int platform_device_add_resources(struct platform_device *pdev,
				  const struct resource *res, unsigned int num);
int platform_device_add_data(struct platform_device *pdev, const void *data, size_t size);
int platform_add_devices(struct platform_device **devs, int num);
struct resource *platform_get_resource_byname(struct platform_device *dev,
					      unsigned int type, const char *name);
int platform_get_irq_optional(struct platform_device *dev, unsigned int num);
int platform_get_irq_byname(struct platform_device *dev, const char *name);
int platform_get_irq_byname_optional(struct platform_device *dev, const char *name);
int platform_irq_count(struct platform_device *dev);
void __iomem *devm_platform_ioremap_resource_byname(struct platform_device *pdev,
						    const char *name);
int __platform_driver_probe(struct platform_driver *driver,
			    int (*probe)(struct platform_device *pdev),
			    struct module *module);
#define platform_driver_probe(drv, probe) \
	__platform_driver_probe(drv, probe, THIS_MODULE)
int __platform_register_drivers(struct platform_driver * const *drivers,
				unsigned int count, struct module *owner);
#define platform_register_drivers(drivers, count) \
	__platform_register_drivers(drivers, count, THIS_MODULE)
void platform_unregister_drivers(struct platform_driver * const *drivers,
				 unsigned int count);
#define platform_get_device_id(pdev)	((pdev)->id_entry)
#define dev_is_platform(dev)		((dev)->bus == &platform_bus_type)
#define builtin_platform_driver(__platform_driver) \
	builtin_driver(__platform_driver, platform_driver_register)
#define module_platform_driver_probe(__driver, __probe)	\
static int __init __driver##_init(void)			\
{							\
	return platform_driver_probe(&(__driver), __probe); \
}							\
module_init(__driver##_init);				\
static void __exit __driver##_exit(void)		\
{							\
	platform_driver_unregister(&(__driver));	\
}							\
module_exit(__driver##_exit)

#endif /* _LINUX_PLATFORM_DEVICE_H */
