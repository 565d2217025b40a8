// SPDX-License-Identifier: GPL-2.0
/*
 * triptych - mediated altar pieces
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/vfio.h>

#include "triptych.h"

static struct device *triptych_altar;

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%d panels\n", TRIPTYCH_PANELS);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *triptych_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group triptych_group = {
	.name = "oak",
	.attrs = triptych_attrs,
};

static struct attribute_group *triptych_groups[] = { &triptych_group, NULL };

/* An mdev as vfio sees it. */
struct triptych_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void triptych_mdev_release(struct device *dev, void *res)
{
	struct triptych_mdev *wrapped = res;

	vfio_uninit_group_dev(&wrapped->vdev);
}

static struct mdev_device *triptych_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct triptych_mdev, vdev)->mdev;
}

static int triptych_vfio_open_device(struct vfio_device *vdev)
{
	return triptych_open(triptych_to_mdev(vdev));
}

static void triptych_vfio_close_device(struct vfio_device *vdev)
{
	triptych_release(triptych_to_mdev(vdev));
}

static ssize_t triptych_vfio_read(struct vfio_device *vdev, char __user *buf,
				  size_t count, loff_t *ppos)
{
	return triptych_read(triptych_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops triptych_dev_ops = {
	.name = "vfio-triptych",
	.open_device = triptych_vfio_open_device,
	.close_device = triptych_vfio_close_device,
	.read = triptych_vfio_read,
};

static int triptych_mdev_probe(struct mdev_device *mdev)
{
	struct triptych_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(triptych_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &triptych_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = triptych_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		triptych_remove(mdev);

	return ret;
}

static void triptych_mdev_remove(struct mdev_device *mdev)
{
	struct triptych_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, triptych_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	triptych_remove(mdev);
}

static struct mdev_driver triptych_driver = {
	.driver = {
		.name = "triptych",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = triptych_mdev_probe,
	.remove = triptych_mdev_remove,
};

static const struct mdev_parent_ops triptych_ops = {
	.owner = THIS_MODULE,
	.device_driver = &triptych_driver,
	.supported_type_groups = triptych_groups,
};

static int __init triptych_init(void)
{
	int ret;

	triptych_altar = root_device_register("triptych");
	if (IS_ERR(triptych_altar))
		return PTR_ERR(triptych_altar);

	ret = mdev_register_driver(&triptych_driver);
	if (ret) {
		root_device_unregister(triptych_altar);
		return ret;
	}

	ret = mdev_register_device(triptych_altar, &triptych_ops);
	if (ret) {
		mdev_unregister_driver(&triptych_driver);
		root_device_unregister(triptych_altar);
	}
	return ret;
}

static void __exit triptych_exit(void)
{
	mdev_unregister_device(triptych_altar);
	mdev_unregister_driver(&triptych_driver);
	root_device_unregister(triptych_altar);
}

module_init(triptych_init);
module_exit(triptych_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated altar pieces");
