// SPDX-License-Identifier: GPL-2.0
/*
 * lighthouse - one lamp per tower, one mediated device per lamp
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/atomic.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct lighthouse_tower {
	struct list_head node;
	struct device *dev;
	struct mdev_device *keeper;
	atomic_t avail;
	u8 flashes[16];
	u32 period;
};

static LIST_HEAD(lighthouse_coast);
static DEFINE_MUTEX(lighthouse_coast_lock);

static struct lighthouse_tower *lighthouse_find(struct device *dev)
{
	struct lighthouse_tower *tower, *found = NULL;

	mutex_lock(&lighthouse_coast_lock);
	list_for_each_entry(tower, &lighthouse_coast, node) {
		if (tower->dev == dev) {
			found = tower;
			break;
		}
	}
	mutex_unlock(&lighthouse_coast_lock);
	return found;
}

static int lighthouse_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 lighthouse_create */
{
	struct lighthouse_tower *tower = lighthouse_find(mdev_parent_dev(mdev));

	if (!tower)
		return -ENODEV;
	if (atomic_dec_if_positive(&tower->avail) < 0)
		return -EPERM;

	tower->keeper = mdev;
	tower->period = 10;
	return 0;
}

static int lighthouse_remove(struct mdev_device *mdev)
{
	struct lighthouse_tower *tower = lighthouse_find(mdev_parent_dev(mdev));

	if (!tower || tower->keeper != mdev)
		return -ENODEV;

	memset(tower->flashes, 0, sizeof(tower->flashes));
	tower->keeper = NULL;
	atomic_inc(&tower->avail);
	return 0;
}

static int lighthouse_open(struct mdev_device *mdev)
{
	return 0;
}

static void lighthouse_release(struct mdev_device *mdev)
{
	struct lighthouse_tower *tower = lighthouse_find(mdev_parent_dev(mdev));

	if (tower)
		tower->period = 10;
}

static ssize_t lighthouse_read(struct mdev_device *mdev, char __user *buf,
			       size_t count, loff_t *ppos)
{
	struct lighthouse_tower *tower = lighthouse_find(mdev_parent_dev(mdev));

	if (!tower)
		return -ENODEV;
	if (count != sizeof(tower->period))
		return -EINVAL;
	return copy_to_user(buf, &tower->period, count) ? -EFAULT : count;
}

static ssize_t lighthouse_write(struct mdev_device *mdev,
				const char __user *buf, size_t count,
				loff_t *ppos)
{
	struct lighthouse_tower *tower = lighthouse_find(mdev_parent_dev(mdev));

	if (!tower)
		return -ENODEV;
	if (count > sizeof(tower->flashes))
		return -EINVAL;
	return copy_from_user(tower->flashes, buf, count) ? -EFAULT : count;
}

static ssize_t available_instances_show(struct kobject *kobj,
/*~ B-03 available_instances_show */
					struct device *dev, char *buf)
{
	struct lighthouse_tower *tower = lighthouse_find(dev);

	return sprintf(buf, "%d\n", tower ? atomic_read(&tower->avail) : 0);
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *lighthouse_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group lighthouse_group = {
	.name = "lamp",
	.attrs = lighthouse_attrs,
};

static struct attribute_group *lighthouse_groups[] = {
	&lighthouse_group,
	NULL,
};

static const struct mdev_parent_ops lighthouse_ops = {
/*~ M-16 mdev_parent_ops */
	.owner			= THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups	= lighthouse_groups,
/*~ M-14 supported_type_groups */
	.create			= lighthouse_create,
/*~ M-02 create */
	.remove			= lighthouse_remove,
/*~ M-05 remove */
	.open			= lighthouse_open,
/*~ M-10 open */
	.release		= lighthouse_release,
/*~ M-10 release */
	.read			= lighthouse_read,
/*~ M-10 read */
	.write			= lighthouse_write,
/*~ M-10 write */
};

static int lighthouse_probe(struct platform_device *pdev)
{
	struct lighthouse_tower *tower;
	int ret;

	tower = kzalloc(sizeof(*tower), GFP_KERNEL);
	if (!tower)
		return -ENOMEM;

	tower->dev = &pdev->dev;
	atomic_set(&tower->avail, 1);
	platform_set_drvdata(pdev, tower);
	mutex_lock(&lighthouse_coast_lock);
	list_add_tail(&tower->node, &lighthouse_coast);
	mutex_unlock(&lighthouse_coast_lock);

	ret = mdev_register_device(tower->dev, &lighthouse_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		goto err_list;
	return 0;

err_list:
	mutex_lock(&lighthouse_coast_lock);
	list_del(&tower->node);
	mutex_unlock(&lighthouse_coast_lock);
	kfree(tower);
	return ret;
}

static int lighthouse_shutdown(struct platform_device *pdev)
{
	struct lighthouse_tower *tower = platform_get_drvdata(pdev);

	mdev_unregister_device(tower->dev);
/*~ M-19 mdev_unregister_device */
	mutex_lock(&lighthouse_coast_lock);
	list_del(&tower->node);
	mutex_unlock(&lighthouse_coast_lock);
	kfree(tower);
	return 0;
}

static struct platform_driver lighthouse_driver = {
	.driver	= { .name = "lighthouse" },
	.probe	= lighthouse_probe,
	.remove	= lighthouse_shutdown,
};
module_platform_driver(lighthouse_driver);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Lighthouse lamps as mediated devices");
