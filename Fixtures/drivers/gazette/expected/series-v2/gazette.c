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

static int gazette_create(struct mdev_device *mdev)
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

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
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

/* An mdev as vfio sees it. */
struct gazette_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void gazette_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *gazette_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct gazette_mdev, vdev)->mdev;
}

static int gazette_vfio_open(struct vfio_device *vdev)
{
	return gazette_open(gazette_to_mdev(vdev));
}

static void gazette_vfio_release(struct vfio_device *vdev)
{
	gazette_release(gazette_to_mdev(vdev));
}

static ssize_t gazette_vfio_read(struct vfio_device *vdev, char __user *buf,
				 size_t count, loff_t *ppos)
{
	return gazette_read(gazette_to_mdev(vdev), buf, count, ppos);
}

static long gazette_vfio_ioctl(struct vfio_device *vdev, unsigned int cmd,
			       unsigned long arg)
{
	return gazette_ioctl(gazette_to_mdev(vdev), cmd, arg);
}

static const struct vfio_device_ops gazette_dev_ops = {
	.name = "vfio-gazette",
	.open = gazette_vfio_open,
	.release = gazette_vfio_release,
	.read = gazette_vfio_read,
	.ioctl = gazette_vfio_ioctl,
};

static int gazette_mdev_probe(struct mdev_device *mdev)
{
	struct gazette_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(gazette_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &gazette_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = gazette_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		gazette_remove(mdev);

	return ret;
}

static void gazette_mdev_remove(struct mdev_device *mdev)
{
	struct gazette_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, gazette_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	gazette_remove(mdev);
}

static struct mdev_driver gazette_driver = {
	.driver = {
		.name = "gazette",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = gazette_mdev_probe,
	.remove = gazette_mdev_remove,
	.supported_type_groups = gazette_groups,
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

	ret = mdev_register_driver(&gazette_driver);
	if (ret) {
		misc_deregister(&gazette_press);
		return ret;
	}

	ret = mdev_register_device(gazette_press.this_device, &gazette_driver);
	if (ret) {
		mdev_unregister_driver(&gazette_driver);
		misc_deregister(&gazette_press);
	}
	return ret;
}

static void __exit gazette_exit(void)
{
	mdev_unregister_device(gazette_press.this_device);
	mdev_unregister_driver(&gazette_driver);
	misc_deregister(&gazette_press);
}

module_init(gazette_init);
module_exit(gazette_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated news");
