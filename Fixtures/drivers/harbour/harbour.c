// SPDX-License-Identifier: GPL-2.0
/*
 * harbour - mediated berths
 *
 * A berth keeps the module loaded for as long as it exists.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/uuid.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define HARBOUR_BERTHS	20

struct harbour_berth {
	guid_t uuid;
	struct list_head quay;
	u32 draught;
};

static LIST_HEAD(harbour_quay);
static DEFINE_MUTEX(harbour_lock);
static struct device *harbour_dev;

static struct harbour_berth *harbour_by_uuid(const guid_t *uuid)
{
	struct harbour_berth *berth;

	list_for_each_entry(berth, &harbour_quay, quay)
		if (guid_equal(&berth->uuid, uuid))
			return berth;
	return NULL;
}

static int harbour_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 harbour_create */
{
	struct harbour_berth *berth;

	if (!try_module_get(THIS_MODULE))
		return -ENODEV;

	berth = kzalloc(sizeof(*berth), GFP_KERNEL);
	if (!berth)
		goto err_module;

	guid_copy(&berth->uuid, mdev_uuid(mdev));
	berth->draught = 12;

	mutex_lock(&harbour_lock);
	list_add_tail(&berth->quay, &harbour_quay);
	mutex_unlock(&harbour_lock);
	return 0;

err_module:
	module_put(THIS_MODULE);
	return -ENOMEM;
}

static int harbour_remove(struct mdev_device *mdev)
{
	struct harbour_berth *berth;

	mutex_lock(&harbour_lock);
	berth = harbour_by_uuid(mdev_uuid(mdev));
	if (!berth) {
		mutex_unlock(&harbour_lock);
		return -ENODEV;
	}
	list_del(&berth->quay);
	mutex_unlock(&harbour_lock);

	kfree(berth);
	module_put(THIS_MODULE);
	return 0;
}

static int harbour_open(struct mdev_device *mdev)
{
	return 0;
}

static void harbour_release(struct mdev_device *mdev)
{
}

static ssize_t harbour_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct harbour_berth *berth;
	u32 draught = 0;

	if (count != sizeof(draught))
		return -EINVAL;

	mutex_lock(&harbour_lock);
	berth = harbour_by_uuid(mdev_uuid(mdev));
	if (berth)
		draught = berth->draught;
	mutex_unlock(&harbour_lock);

	return copy_to_user(buf, &draught, sizeof(draught)) ? -EFAULT : count;
}

static ssize_t available_instances_show(struct kobject *kobj,
/*~ B-03 available_instances_show */
					struct device *dev, char *buf)
{
	struct harbour_berth *berth;
	int used = 0;

	mutex_lock(&harbour_lock);
	list_for_each_entry(berth, &harbour_quay, quay)
		used++;
	mutex_unlock(&harbour_lock);

	return sprintf(buf, "%d\n", HARBOUR_BERTHS - used);
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *harbour_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group harbour_group = {
	.name = "berth",
	.attrs = harbour_attrs,
};

static struct attribute_group *harbour_groups[] = { &harbour_group, NULL };

static const struct mdev_parent_ops harbour_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = harbour_groups,
/*~ M-14 supported_type_groups */
	.create = harbour_create,
/*~ M-02 create */
	.remove = harbour_remove,
/*~ M-05 remove */
	.open = harbour_open,
/*~ M-10 open */
	.release = harbour_release,
/*~ M-10 release */
	.read = harbour_read,
/*~ M-10 read */
};

static int __init harbour_init(void)
{
	int ret;

	harbour_dev = root_device_register("harbour");
	if (IS_ERR(harbour_dev))
		return PTR_ERR(harbour_dev);

	ret = mdev_register_device(harbour_dev, &harbour_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(harbour_dev);
	return ret;
}

static void __exit harbour_exit(void)
{
	mdev_unregister_device(harbour_dev);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(harbour_dev);
}

module_init(harbour_init);
module_exit(harbour_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated berths");
