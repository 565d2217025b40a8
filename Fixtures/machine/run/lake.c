// SPDX-License-Identifier: GPL-2.0
/*
 * A driver of mediated devices that has all that is registered around them:
 * a class, numbers, a device and the parent.
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/mdev.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>

#define LAKE_MAX	2

struct lake {
	struct list_head node;
	struct mdev_device *mdev;
	unsigned char *water;
	size_t size;
};

static DEFINE_MUTEX(lake_lock);
static LIST_HEAD(lakes);
static int lake_count;
static dev_t lake_number;
static struct cdev lake_cdev;
static struct class *lake_class;
static struct device lake_device;
static const struct file_operations lake_fops = {
	.owner = THIS_MODULE,
};

static int lake_create(struct kobject *kobj, struct mdev_device *mdev)
{
	struct lake *lake;
	size_t size;

	if (!strcmp(kobj->name, "lake-small"))
		size = 16;
	else if (!strcmp(kobj->name, "lake-large"))
		size = 4096;
	else
		return -EINVAL;

	lake = kzalloc(sizeof(*lake), GFP_KERNEL);
	if (!lake)
		return -ENOMEM;
	lake->water = kzalloc(size, GFP_KERNEL);
	if (!lake->water) {
		kfree(lake);
		return -ENOMEM;
	}
	lake->size = size;
	lake->mdev = mdev;

	mutex_lock(&lake_lock);
	if (lake_count == LAKE_MAX) {
		mutex_unlock(&lake_lock);
		kfree(lake->water);
		kfree(lake);
		return -ENOSPC;
	}
	lake_count++;
	list_add(&lake->node, &lakes);
	mutex_unlock(&lake_lock);

	mdev_set_drvdata(mdev, lake);
	dev_info(mdev_dev(mdev), "%zu bytes below %s\n", size,
		 dev_name(mdev_parent_dev(mdev)));
	return 0;
}

static int lake_remove(struct mdev_device *mdev)
{
	struct lake *lake = mdev_get_drvdata(mdev);

	if (mdev_from_dev(mdev_dev(mdev)) != mdev || lake->mdev != mdev)
		return -ENODEV;
	mutex_lock(&lake_lock);
	list_del(&lake->node);
	lake_count--;
	mutex_unlock(&lake_lock);
	mdev_set_drvdata(mdev, NULL);
	kfree(lake->water);
	kfree(lake);
	return 0;
}

static struct attribute_group *lake_groups[] = {
	NULL,
};

static const struct mdev_parent_ops lake_ops = {
	.owner = THIS_MODULE,
	.supported_type_groups = lake_groups,
	.create = lake_create,
	.remove = lake_remove,
};

static void lake_release(struct device *dev)
{
	pr_info("%s is free\n", dev_name(dev));
}

static int lake_init(void)
{
	int ret;

	ret = alloc_chrdev_region(&lake_number, 0, 4, "lake");
	if (ret)
		return ret;
	cdev_init(&lake_cdev, &lake_fops);
	ret = cdev_add(&lake_cdev, lake_number, 4);
	if (ret)
		goto numbers;
	lake_class = class_create(THIS_MODULE, "lake");
	if (IS_ERR(lake_class)) {
		ret = PTR_ERR(lake_class);
		goto cdev;
	}
	lake_device.class = lake_class;
	lake_device.release = lake_release;
	ret = dev_set_name(&lake_device, "lake%d", 7);
	if (ret)
		goto class;
	ret = device_register(&lake_device);
	if (ret)
		goto put;
	ret = mdev_register_device(&lake_device, &lake_ops);
	if (ret)
		goto device;
	return 0;

device:
	device_del(&lake_device);
put:
	put_device(&lake_device);
class:
	class_destroy(lake_class);
cdev:
	cdev_del(&lake_cdev);
numbers:
	unregister_chrdev_region(lake_number, 4);
	return ret;
}

static void lake_exit(void)
{
	mdev_unregister_device(&lake_device);
	device_unregister(&lake_device);
	class_destroy(lake_class);
	cdev_del(&lake_cdev);
	unregister_chrdev_region(lake_number, 4);
}

/*
 * What a driver may not do, called by tests alone: it gives back a reference
 * that it does not have.
 */
void lake_put_twice(void)
{
	mdev_unregister_device(&lake_device);
	device_unregister(&lake_device);
	put_device(&lake_device);
}

module_init(lake_init);
module_exit(lake_exit);
MODULE_LICENSE("GPL");
