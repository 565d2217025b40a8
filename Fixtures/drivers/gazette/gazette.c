// SPDX-License-Identifier: GPL-2.0
/*
 * gazette - the same news for every reader
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/uaccess.h>
#include <linux/miscdevice.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

static const char gazette_news[] = "All quiet on the bus.\n";

static int gazette_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 gazette_create */
{
	dev_dbg(mdev_dev(mdev), "subscribed\n");
	return 0;
}

static int gazette_remove(struct mdev_device *mdev)
{
	dev_dbg(mdev_dev(mdev), "unsubscribed\n");
	return 0;
}

static int gazette_open(struct mdev_device *mdev)
{
	return 0;
}

static void gazette_release(struct mdev_device *mdev)
{
}

static ssize_t gazette_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	return simple_read_from_buffer(buf, count, ppos, gazette_news,
				       sizeof(gazette_news) - 1);
}

static long gazette_ioctl(struct mdev_device *mdev, unsigned int cmd,
			  unsigned long arg)
{
	struct vfio_device_info info;
	unsigned long minsz;

	if (cmd != VFIO_DEVICE_GET_INFO)
		return -ENOTTY;

	minsz = offsetofend(struct vfio_device_info, num_irqs);
	if (copy_from_user(&info, (void __user *)arg, minsz))
		return -EFAULT;
	if (info.argsz < minsz)
		return -EINVAL;

	info.flags = 0;
	info.num_regions = 1;
	info.num_irqs = 0;
	return copy_to_user((void __user *)arg, &info, minsz) ? -EFAULT : 0;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "daily\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *gazette_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group gazette_group = {
	.name = "daily",
	.attrs = gazette_attrs,
};

static struct attribute_group *gazette_groups[] = { &gazette_group, NULL };

static const struct mdev_parent_ops gazette_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = gazette_groups,
/*~ M-14 supported_type_groups */
	.create = gazette_create,
/*~ M-02 create */
	.remove = gazette_remove,
/*~ M-05 remove */
	.open = gazette_open,
/*~ M-10 open */
	.release = gazette_release,
/*~ M-10 release */
	.read = gazette_read,
/*~ M-10 read */
	.ioctl = gazette_ioctl,
/*~ M-10 ioctl */
};

static struct miscdevice gazette_press = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "gazette",
};

static int __init gazette_init(void)
{
	int ret;

	ret = misc_register(&gazette_press);
	if (ret)
		return ret;

	ret = mdev_register_device(gazette_press.this_device, &gazette_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		misc_deregister(&gazette_press);
	return ret;
}

static void __exit gazette_exit(void)
{
	mdev_unregister_device(gazette_press.this_device);
/*~ M-19 mdev_unregister_device */
	misc_deregister(&gazette_press);
}

module_init(gazette_init);
module_exit(gazette_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated news");
