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
#include <linux/vfio.h>
#include <uapi/linux/vfio.h>

#define DOMINO_TILES	28

struct domino_row {
	struct vfio_device vdev;
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

static const struct vfio_device_ops domino_dev_ops;
static void domino_release_state(struct domino_row *row);

static int domino_probe(struct mdev_device *mdev)
{
	struct domino_row *row = kzalloc(sizeof(*row), GFP_KERNEL);
	int ret;

	if (!row)
		return -ENOMEM;

	vfio_init_group_dev(&row->vdev, &mdev->dev, &domino_dev_ops);

	row->standing = DOMINO_TILES;
	dev_set_drvdata(&mdev->dev, row);

	ret = vfio_register_group_dev(&row->vdev);
	if (ret) {
		domino_release_state(row);
		return ret;
	}

	return 0;
}

static void domino_release_state(struct domino_row *row)
{
	if (row) {
		vfio_uninit_group_dev(&row->vdev);
		kfree(row);
	}
}

static void domino_remove(struct mdev_device *mdev)
{
	struct domino_row *row = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&row->vdev);
	domino_release_state(row);
}

static ssize_t domino_read(struct vfio_device *vdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct domino_row *row = container_of(vdev, struct domino_row, vdev);

	if (!count)
		return 0;
	return put_user(row->standing, buf) ? -EFAULT : 1;
}

static long domino_ioctl(struct vfio_device *vdev, unsigned int cmd,
			 unsigned long arg)
{
	struct domino_row *row = container_of(vdev, struct domino_row, vdev);
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

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
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

static const struct vfio_device_ops domino_dev_ops = {
	.name = "vfio-domino",
	.read = domino_read,
	.ioctl = domino_ioctl,
};

static struct mdev_driver domino_driver = {
	.driver = {
		.name = "domino",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = domino_probe,
	.remove = domino_remove,
};

static const struct mdev_parent_ops domino_ops = {
	.owner = THIS_MODULE,
	.device_driver = &domino_driver,
	.supported_type_groups = domino_groups,
};

static int __init domino_init(void)
{
	int ret;

	ret = misc_register(&domino_misc);
	if (ret)
		return ret;

	ret = mdev_register_driver(&domino_driver);
	if (ret)
		return ret;

	ret = mdev_register_device(domino_misc.this_device, &domino_ops);
	if (ret)
		mdev_unregister_driver(&domino_driver);

	return ret;
}

static void __exit domino_exit(void)
{
	mdev_unregister_device(domino_misc.this_device);
	mdev_unregister_driver(&domino_driver);
	misc_deregister(&domino_misc);
}

module_init(domino_init);
module_exit(domino_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated rows of dominoes");
