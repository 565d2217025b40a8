// SPDX-License-Identifier: GPL-2.0
/*
 * domino - mediated rows of dominoes
 */
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/mdev.h>
#include <uapi/linux/vfio.h>

#define DOMINO_TILES	28

struct domino_row {
	u8 standing;
	u8 pushed;
};

static const struct file_operations domino_fops = {
	.owner = THIS_MODULE,
};

static struct miscdevice domino_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "domino",
	.fops = &domino_fops,
};

static int domino_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 domino_create */
{
	struct domino_row *row = kzalloc(sizeof(*row), GFP_KERNEL);

	if (!row)
		return -ENOMEM;
	row->standing = DOMINO_TILES;
	mdev_set_drvdata(mdev, row);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int domino_remove(struct mdev_device *mdev)
{
	struct domino_row *row = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (row)
		kfree(row);
	return 0;
}

static int domino_open(struct mdev_device *mdev)
{
	return 0;
}

static void domino_release(struct mdev_device *mdev)
{
}

static ssize_t domino_read(struct mdev_device *mdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct domino_row *row = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (!count)
		return 0;
	return put_user(row->standing, buf) ? -EFAULT : 1;
}

static long domino_ioctl(struct mdev_device *mdev, unsigned int cmd,
			 unsigned long arg)
{
	struct domino_row *row = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	struct vfio_device_info info;
	unsigned long minsz = offsetofend(struct vfio_device_info, num_irqs);

	switch (cmd) {
	case VFIO_DEVICE_GET_INFO:
		if (copy_from_user(&info, (void __user *)arg, minsz))
			return -EFAULT;
		if (info.argsz < minsz)
			return -EINVAL;
		info.flags = VFIO_DEVICE_FLAGS_RESET;
		info.num_regions = 0;
		info.num_irqs = 0;
		return copy_to_user((void __user *)arg, &info, minsz) ?
			-EFAULT : 0;
	case VFIO_DEVICE_RESET:
		row->pushed++;
		row->standing = DOMINO_TILES;
		return 0;
	}
	return -ENOTTY;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "%d dominoes\n", DOMINO_TILES);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *domino_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group domino_group = {
	.name = "row",
	.attrs = domino_attrs,
};

static struct attribute_group *domino_groups[] = { &domino_group, NULL };

static const struct mdev_parent_ops domino_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = domino_groups,
/*~ M-14 supported_type_groups */
	.create = domino_create,
/*~ M-02 create */
	.remove = domino_remove,
/*~ M-05 remove */
	.open = domino_open,
/*~ M-10 open */
	.release = domino_release,
/*~ M-10 release */
	.read = domino_read,
/*~ M-10 read */
	.ioctl = domino_ioctl,
/*~ M-10 ioctl */
};

static int __init domino_init(void)
{
	int ret;

	ret = misc_register(&domino_misc);
	if (ret)
		return ret;

	return mdev_register_device(domino_misc.this_device, &domino_ops);
/*~ M-17 mdev_register_device */
}

static void __exit domino_exit(void)
{
	mdev_unregister_device(domino_misc.this_device);
/*~ M-19 mdev_unregister_device */
	misc_deregister(&domino_misc);
}

module_init(domino_init);
module_exit(domino_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated rows of dominoes");
