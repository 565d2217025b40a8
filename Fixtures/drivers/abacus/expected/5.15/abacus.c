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

static int abacus_create(struct mdev_device *mdev)
{
	struct abacus_frame *frame;

	frame = kzalloc(sizeof(*frame), GFP_KERNEL);
	if (!frame)
		return -ENOMEM;

	mutex_init(&frame->lock);
	dev_set_drvdata(&mdev->dev, frame);
	return 0;
}

static int abacus_remove(struct mdev_device *mdev)
{
	struct abacus_frame *frame = dev_get_drvdata(&mdev->dev);

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
	struct abacus_frame *frame = dev_get_drvdata(&mdev->dev);
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
	struct abacus_frame *frame = dev_get_drvdata(&mdev->dev);
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

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
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

/* An mdev as vfio sees it. */
struct abacus_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void abacus_mdev_release(struct device *dev, void *res)
{
	struct abacus_mdev *wrapped = res;

	vfio_uninit_group_dev(&wrapped->vdev);
}

static struct mdev_device *abacus_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct abacus_mdev, vdev)->mdev;
}

static int abacus_vfio_open_device(struct vfio_device *vdev)
{
	return abacus_open(abacus_to_mdev(vdev));
}

static void abacus_vfio_close_device(struct vfio_device *vdev)
{
	abacus_release(abacus_to_mdev(vdev));
}

static ssize_t abacus_vfio_read(struct vfio_device *vdev, char __user *buf,
				size_t count, loff_t *ppos)
{
	return abacus_read(abacus_to_mdev(vdev), buf, count, ppos);
}

static ssize_t abacus_vfio_write(struct vfio_device *vdev,
				 const char __user *buf, size_t count,
				 loff_t *ppos)
{
	return abacus_write(abacus_to_mdev(vdev), buf, count, ppos);
}

static long abacus_vfio_ioctl(struct vfio_device *vdev, unsigned int cmd,
			      unsigned long arg)
{
	return abacus_ioctl(abacus_to_mdev(vdev), cmd, arg);
}

static const struct vfio_device_ops abacus_dev_ops = {
	.name = "vfio-abacus",
	.open_device = abacus_vfio_open_device,
	.close_device = abacus_vfio_close_device,
	.read = abacus_vfio_read,
	.write = abacus_vfio_write,
	.ioctl = abacus_vfio_ioctl,
};

static int abacus_mdev_probe(struct mdev_device *mdev)
{
	struct abacus_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(abacus_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &abacus_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = abacus_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		abacus_remove(mdev);

	return ret;
}

static void abacus_mdev_remove(struct mdev_device *mdev)
{
	struct abacus_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, abacus_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	abacus_remove(mdev);
}

static struct mdev_driver abacus_driver = {
	.driver = {
		.name = "abacus",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = abacus_mdev_probe,
	.remove = abacus_mdev_remove,
};

static struct mdev_parent_ops *abacus_make_ops(void)
{
	struct mdev_parent_ops *ops;

	ops = kzalloc(sizeof(struct mdev_parent_ops), GFP_KERNEL);
	if (!ops)
		return NULL;

	ops->owner = THIS_MODULE;
	ops->supported_type_groups = abacus_groups;
	ops->device_driver = &abacus_driver;

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

	ret = mdev_register_driver(&abacus_driver);
	if (ret)
		goto err_ops;

	ret = mdev_register_device(abacus_dev, abacus_ops);
	if (ret)
		goto err_mdev_driver;

	return 0;

err_mdev_driver:
	mdev_unregister_driver(&abacus_driver);
err_ops:
	kfree(abacus_ops);
err_dev:
	root_device_unregister(abacus_dev);
	return ret;
}

static void __exit abacus_exit(void)
{
	mdev_unregister_device(abacus_dev);
	mdev_unregister_driver(&abacus_driver);
	root_device_unregister(abacus_dev);
	kfree(abacus_ops);
}

module_init(abacus_init);
module_exit(abacus_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated adding machines");
