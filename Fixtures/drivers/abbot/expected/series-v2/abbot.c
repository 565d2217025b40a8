// SPDX-License-Identifier: GPL-2.0
/*
 * abbot - mediated cells of an abbey
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct abbot_cell {
	u8 candle;
};

static struct device *abbot_abbey;

static int abbot_create(struct mdev_device *mdev)
{
	struct abbot_cell *cell;

	cell = kzalloc(sizeof(*cell), GFP_KERNEL);
	if (!cell)
		return -ENOMEM;

	dev_set_drvdata(&mdev->dev, cell);
	return 0;
}

static int abbot_remove(struct mdev_device *mdev)
{
	kfree(dev_get_drvdata(&mdev->dev));
	return 0;
}

static int abbot_open(struct mdev_device *mdev)
{
	struct abbot_cell *cell = dev_get_drvdata(&mdev->dev);

	cell->candle = 1;
	return 0;
}

static void abbot_release(struct mdev_device *mdev)
{
	struct abbot_cell *cell = dev_get_drvdata(&mdev->dev);

	cell->candle = 0;
}

static ssize_t abbot_read(struct mdev_device *mdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct abbot_cell *cell = dev_get_drvdata(&mdev->dev);

	if (count != sizeof(cell->candle))
		return -EINVAL;
	return copy_to_user(buf, &cell->candle, count) ? -EFAULT : count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "cell\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *abbot_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group abbot_group = {
	.name = "cell",
	.attrs = abbot_attrs,
};

static struct attribute_group *abbot_groups[] = { &abbot_group, NULL };

/* An mdev as vfio sees it. */
struct abbot_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void abbot_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *abbot_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct abbot_mdev, vdev)->mdev;
}

static int abbot_vfio_open(struct vfio_device *vdev)
{
	return abbot_open(abbot_to_mdev(vdev));
}

static void abbot_vfio_release(struct vfio_device *vdev)
{
	abbot_release(abbot_to_mdev(vdev));
}

static ssize_t abbot_vfio_read(struct vfio_device *vdev, char __user *buf,
			       size_t count, loff_t *ppos)
{
	return abbot_read(abbot_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops abbot_dev_ops = {
	.name = "vfio-abbot",
	.open = abbot_vfio_open,
	.release = abbot_vfio_release,
	.read = abbot_vfio_read,
};

static int abbot_mdev_probe(struct mdev_device *mdev)
{
	struct abbot_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(abbot_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &abbot_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = abbot_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		abbot_remove(mdev);

	return ret;
}

static void abbot_mdev_remove(struct mdev_device *mdev)
{
	struct abbot_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, abbot_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	abbot_remove(mdev);
}

static struct mdev_driver abbot_driver = {
	.driver = {
		.name = "abbot",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = abbot_mdev_probe,
	.remove = abbot_mdev_remove,
	.supported_type_groups = abbot_groups,
};

static void __init abbot_fill(void)
{
}

static int __init abbot_init(void)
{
	int ret;

	abbot_fill();

	abbot_abbey = root_device_register("abbot");
	if (IS_ERR(abbot_abbey))
		return PTR_ERR(abbot_abbey);

	ret = mdev_register_driver(&abbot_driver);
	if (ret) {
		root_device_unregister(abbot_abbey);
		return ret;
	}

	ret = mdev_register_device(abbot_abbey, &abbot_driver);
	if (ret) {
		mdev_unregister_driver(&abbot_driver);
		root_device_unregister(abbot_abbey);
	}
	return ret;
}

static void __exit abbot_exit(void)
{
	mdev_unregister_device(abbot_abbey);
	mdev_unregister_driver(&abbot_driver);
	root_device_unregister(abbot_abbey);
}

module_init(abbot_init);
module_exit(abbot_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated cells");
