// SPDX-License-Identifier: GPL-2.0
/*
 * ferry - mediated boats
 *
 * A boat must not go away with passengers aboard.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define FERRY_SEATS	40

struct ferry_boat {
	struct mutex deck;
	unsigned int aboard;
	bool sailing;
};

static struct device *ferry_pier;

static int ferry_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 ferry_create */
{
	struct ferry_boat *boat;

	boat = kzalloc(sizeof(*boat), GFP_KERNEL);
	if (!boat)
		return -ENOMEM;

	mutex_init(&boat->deck);
	mdev_set_drvdata(mdev, boat);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int ferry_remove(struct mdev_device *mdev)
{
	struct ferry_boat *boat = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	mutex_lock(&boat->deck);
	if (boat->aboard) {
		mutex_unlock(&boat->deck);
		return -EBUSY;
	}
	mutex_unlock(&boat->deck);

	mdev_set_drvdata(mdev, NULL);
/*~ M-26 mdev_set_drvdata */
	kfree(boat);
	return 0;
}

static int ferry_open(struct mdev_device *mdev)
{
	struct ferry_boat *boat = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	int ret = 0;

	mutex_lock(&boat->deck);
	if (boat->aboard == FERRY_SEATS)
		ret = -EBUSY;
	else
		boat->aboard++;
	mutex_unlock(&boat->deck);
	return ret;
}

static void ferry_release(struct mdev_device *mdev)
{
	struct ferry_boat *boat = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	mutex_lock(&boat->deck);
	boat->aboard--;
	mutex_unlock(&boat->deck);
}

static ssize_t ferry_read(struct mdev_device *mdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct ferry_boat *boat = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u32 aboard = READ_ONCE(boat->aboard);

	if (count != sizeof(aboard))
		return -EINVAL;
	return copy_to_user(buf, &aboard, sizeof(aboard)) ? -EFAULT : count;
}

static long ferry_ioctl(struct mdev_device *mdev, unsigned int cmd,
			unsigned long arg)
{
	struct ferry_boat *boat = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (cmd == VFIO_DEVICE_RESET) {
		boat->sailing = false;
		return 0;
	}
	return -ENOTTY;
}

static ssize_t sailing_show(struct device *dev, struct device_attribute *attr,
			    char *buf)
{
	struct ferry_boat *boat = mdev_get_drvdata(mdev_from_dev(dev));
/*~ M-26 mdev_get_drvdata */

	return sprintf(buf, "%d\n", boat->sailing);
}

static ssize_t sailing_store(struct device *dev, struct device_attribute *attr,
			     const char *buf, size_t count)
{
	struct ferry_boat *boat = mdev_get_drvdata(mdev_from_dev(dev));
/*~ M-26 mdev_get_drvdata */
	int ret;

	mutex_lock(&boat->deck);
	ret = kstrtobool(buf, &boat->sailing);
	mutex_unlock(&boat->deck);
	return ret ? ret : count;
}
static DEVICE_ATTR_RW(sailing);

static struct attribute *ferry_boat_attrs[] = {
	&dev_attr_sailing.attr,
	NULL,
};

ATTRIBUTE_GROUPS(ferry_boat);

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "boat with %d seats\n", FERRY_SEATS);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *ferry_type_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group ferry_type_group = {
	.name = "boat",
	.attrs = ferry_type_attrs,
};

static struct attribute_group *ferry_type_groups[] = {
	&ferry_type_group,
	NULL,
};

static const struct mdev_parent_ops ferry_ops = {
/*~ M-16 mdev_parent_ops */
	.owner			= THIS_MODULE,
/*~ M-16 owner */
	.mdev_attr_groups	= ferry_boat_groups,
/*~ M-12 mdev_attr_groups */
	.supported_type_groups	= ferry_type_groups,
/*~ M-14 supported_type_groups */
	.create			= ferry_create,
/*~ M-02 create */
	.remove			= ferry_remove,
/*~ M-05 remove */
	.open			= ferry_open,
/*~ M-10 open */
	.release		= ferry_release,
/*~ M-10 release */
	.read			= ferry_read,
/*~ M-10 read */
	.ioctl			= ferry_ioctl,
/*~ M-10 ioctl */
};

static int __init ferry_init(void)
{
	int ret;

	ferry_pier = root_device_register("ferry");
	if (IS_ERR(ferry_pier))
		return PTR_ERR(ferry_pier);

	ret = mdev_register_device(ferry_pier, &ferry_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(ferry_pier);
	return ret;
}

static void __exit ferry_exit(void)
{
	mdev_unregister_device(ferry_pier);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(ferry_pier);
}

module_init(ferry_init);
module_exit(ferry_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated boats");
