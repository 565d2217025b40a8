/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DEVICE_CLASS_H
#define _LINUX_DEVICE_CLASS_H

#include <linux/kobject.h>
#include <linux/device/bus.h>

struct fwnode_handle;

struct class {
	const char		*name;
	struct module		*owner;
	const struct attribute_group **class_groups;
	const struct attribute_group **dev_groups;
	struct kobject		*dev_kobj;
	int (*dev_uevent)(struct device *dev, struct kobj_uevent_env *env);
	char *(*devnode)(struct device *dev, umode_t *mode);
	void (*class_release)(struct class *class);
	void (*dev_release)(struct device *dev);
	int (*shutdown_pre)(struct device *dev);
	const struct dev_pm_ops *pm;
	struct subsys_private	*p;
};

struct class_attribute {
	struct attribute attr;
	ssize_t (*show)(struct class *class, struct class_attribute *attr, char *buf);
	ssize_t (*store)(struct class *class, struct class_attribute *attr,
			 const char *buf, size_t count);
};
#define CLASS_ATTR_RW(_name)	struct class_attribute class_attr_##_name = __ATTR_RW(_name)
#define CLASS_ATTR_RO(_name)	struct class_attribute class_attr_##_name = __ATTR_RO(_name)
#define CLASS_ATTR_WO(_name)	struct class_attribute class_attr_##_name = __ATTR_WO(_name)

struct class * __must_check __class_create(struct module *owner, const char *name,
					   struct lock_class_key *key);
#define class_create(owner, name) ({			\
	static struct lock_class_key __key;		\
	__class_create(owner, name, &__key); })
void class_destroy(struct class *cls);
int __must_check __class_register(struct class *class, struct lock_class_key *key);
#define class_register(class) ({			\
	static struct lock_class_key __key;		\
	__class_register(class, &__key); })
void class_unregister(struct class *class);
struct device *class_find_device(struct class *class, struct device *start,
				 const void *data,
				 int (*match)(struct device *dev, const void *data));
int class_for_each_device(struct class *class, struct device *start, void *data,
			  int (*fn)(struct device *dev, void *data));

#endif /* _LINUX_DEVICE_CLASS_H */
