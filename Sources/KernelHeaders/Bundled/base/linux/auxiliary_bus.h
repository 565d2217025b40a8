/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_AUXILIARY_BUS_H
#define _LINUX_AUXILIARY_BUS_H

#include <linux/device.h>
#include <linux/mod_devicetable.h>

struct auxiliary_device {
	struct device dev;
	const char *name;
	u32 id;
};

struct auxiliary_driver {
	int (*probe)(struct auxiliary_device *auxdev, const struct auxiliary_device_id *id);
	void (*remove)(struct auxiliary_device *auxdev);
	void (*shutdown)(struct auxiliary_device *auxdev);
	int (*suspend)(struct auxiliary_device *auxdev, pm_message_t state);
	int (*resume)(struct auxiliary_device *auxdev);
	const char *name;
	struct device_driver driver;
	const struct auxiliary_device_id *id_table;
};

#define to_auxiliary_dev(d)	container_of((d), struct auxiliary_device, dev)
#define to_auxiliary_drv(d)	container_of((d), struct auxiliary_driver, driver)
int auxiliary_device_init(struct auxiliary_device *auxdev);
int __auxiliary_device_add(struct auxiliary_device *auxdev, const char *modname);
#define auxiliary_device_add(auxdev)	__auxiliary_device_add(auxdev, KBUILD_MODNAME)
void auxiliary_device_delete(struct auxiliary_device *auxdev);
void auxiliary_device_uninit(struct auxiliary_device *auxdev);
int __auxiliary_driver_register(struct auxiliary_driver *auxdrv, struct module *owner,
				const char *modname);
#define auxiliary_driver_register(auxdrv) \
	__auxiliary_driver_register(auxdrv, THIS_MODULE, KBUILD_MODNAME)
void auxiliary_driver_unregister(struct auxiliary_driver *auxdrv);
void *auxiliary_get_drvdata(struct auxiliary_device *auxdev);
void auxiliary_set_drvdata(struct auxiliary_device *auxdev, void *data);
#define module_auxiliary_driver(__auxiliary_driver) \
	module_driver(__auxiliary_driver, auxiliary_driver_register, \
		      auxiliary_driver_unregister)

#endif /* _LINUX_AUXILIARY_BUS_H */
