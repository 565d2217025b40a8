// SPDX-License-Identifier: GPL-2.0
/*
 * abacus - mediated adding machines
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct abacus_frame {
	struct mutex lock;
	s64 sum;
};

static bool writable = true;
module_param(writable, bool, 0444);
MODULE_PARM_DESC(writable, "Let users move the beads");

static struct device *abacus_dev;
static struct mdev_parent_ops *abacus_ops;
/*~ M-16 mdev_parent_ops */

static int abacus_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 abacus_create */
{
	struct abacus_frame *frame;

	frame = kzalloc(sizeof(*frame), GFP_KERNEL);
	if (!frame)
		return -ENOMEM;

	mutex_init(&frame->lock);
	mdev_set_drvdata(mdev, frame);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int abacus_remove(struct mdev_device *mdev)
{
	struct abacus_frame *frame = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	kfree(frame);
	return 0;
}

static int abacus_open(struct mdev_device *mdev)
{
	return 0;
}

static void abacus_release(struct mdev_device *mdev)
{
}

static ssize_t abacus_read(struct mdev_device *mdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct abacus_frame *frame = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	s64 sum;

	if (count != sizeof(sum))
		return -EINVAL;

	mutex_lock(&frame->lock);
	sum = frame->sum;
	mutex_unlock(&frame->lock);
	return copy_to_user(buf, &sum, sizeof(sum)) ? -EFAULT : count;
}

static ssize_t abacus_write(struct mdev_device *mdev, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct abacus_frame *frame = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	s32 beads;

	if (count != sizeof(beads))
		return -EINVAL;
	if (copy_from_user(&beads, buf, sizeof(beads)))
		return -EFAULT;

	mutex_lock(&frame->lock);
	frame->sum += beads;
	mutex_unlock(&frame->lock);
	return count;
}

static long abacus_ioctl(struct mdev_device *mdev, unsigned int cmd,
			 unsigned long arg)
{
	return -ENOTTY;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "adding machine\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *abacus_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group abacus_group = {
	.name = "frame",
	.attrs = abacus_attrs,
};

static struct attribute_group *abacus_groups[] = {
	&abacus_group,
	NULL,
};

static struct mdev_parent_ops *abacus_make_ops(void)
/*~ M-16 mdev_parent_ops */
{
	struct mdev_parent_ops *ops;
/*~ M-16 mdev_parent_ops */

	ops = kzalloc(sizeof(struct mdev_parent_ops), GFP_KERNEL);
/*~ M-16 mdev_parent_ops */
	if (!ops)
		return NULL;

	ops->owner = THIS_MODULE;
/*~ M-16 owner */
	ops->supported_type_groups = abacus_groups;
/*~ M-14 supported_type_groups */
	ops->create = abacus_create;
/*~ M-02 create */
	ops->remove = abacus_remove;
/*~ M-05 remove */
	ops->open = abacus_open;
/*~ M-10 open */
	ops->release = abacus_release;
/*~ M-10 release */
	ops->read = abacus_read;
/*~ M-10 read */
	if (writable)
		ops->write = abacus_write;
/*~ M-10 write */
	ops->ioctl = abacus_ioctl;
/*~ M-10 ioctl */

	return ops;
}

static int __init abacus_init(void)
{
	int ret = -ENOMEM;

	abacus_dev = root_device_register("abacus");
	if (IS_ERR(abacus_dev))
		return PTR_ERR(abacus_dev);

	abacus_ops = abacus_make_ops();
	if (!abacus_ops)
		goto err_dev;

	ret = mdev_register_device(abacus_dev, abacus_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		goto err_ops;

	return 0;

err_ops:
	kfree(abacus_ops);
err_dev:
	root_device_unregister(abacus_dev);
	return ret;
}

static void __exit abacus_exit(void)
{
	mdev_unregister_device(abacus_dev);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(abacus_dev);
	kfree(abacus_ops);
}

module_init(abacus_init);
module_exit(abacus_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated adding machines");
