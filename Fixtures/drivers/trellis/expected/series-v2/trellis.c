// SPDX-License-Identifier: GPL-2.0
/*
 * trellis - mediated climbing plants
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct trellis_plant {
	u32 height;
};

static struct device *trellis_wall;

static int trellis_create(struct mdev_device *mdev)
{
	struct trellis_plant *plant;

	plant = devm_kzalloc(mdev_dev(mdev), sizeof(*plant), GFP_KERNEL);
	if (!plant)
		return -ENOMEM;

	dev_set_drvdata(&mdev->dev, plant);
	return 0;
}

static int trellis_remove(struct mdev_device *mdev)
{
	/* The plant goes with the device. */
	dev_set_drvdata(&mdev->dev, NULL);
	return 0;
}

static int trellis_open(struct mdev_device *mdev)
{
	return 0;
}

static void trellis_release(struct mdev_device *mdev)
{
}

static ssize_t trellis_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct trellis_plant *plant = dev_get_drvdata(&mdev->dev);

	if (count != sizeof(plant->height))
		return -EINVAL;

	plant->height++;
	return copy_to_user(buf, &plant->height, count) ? -EFAULT : count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "ivy\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *trellis_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group trellis_group = {
	.name = "ivy",
	.attrs = trellis_attrs,
};

static struct attribute_group *trellis_groups[] = { &trellis_group, NULL };

/* An mdev as vfio sees it. */
struct trellis_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void trellis_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *trellis_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct trellis_mdev, vdev)->mdev;
}

static int trellis_vfio_open(struct vfio_device *vdev)
{
	return trellis_open(trellis_to_mdev(vdev));
}

static void trellis_vfio_release(struct vfio_device *vdev)
{
	trellis_release(trellis_to_mdev(vdev));
}

static ssize_t trellis_vfio_read(struct vfio_device *vdev, char __user *buf,
				 size_t count, loff_t *ppos)
{
	return trellis_read(trellis_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops trellis_dev_ops = {
	.name = "vfio-trellis",
	.open = trellis_vfio_open,
	.release = trellis_vfio_release,
	.read = trellis_vfio_read,
};

static int trellis_mdev_probe(struct mdev_device *mdev)
{
	struct trellis_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(trellis_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &trellis_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = trellis_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		trellis_remove(mdev);

	return ret;
}

static void trellis_mdev_remove(struct mdev_device *mdev)
{
	struct trellis_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, trellis_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	trellis_remove(mdev);
}

static struct mdev_driver trellis_driver = {
	.driver = {
		.name = "trellis",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = trellis_mdev_probe,
	.remove = trellis_mdev_remove,
	.supported_type_groups = trellis_groups,
};

static int __init trellis_init(void)
{
	int ret;

	trellis_wall = root_device_register("trellis");
	if (IS_ERR(trellis_wall))
		return PTR_ERR(trellis_wall);

	ret = mdev_register_driver(&trellis_driver);
	if (ret) {
		root_device_unregister(trellis_wall);
		return ret;
	}

	ret = mdev_register_device(trellis_wall, &trellis_driver);
	if (ret) {
		mdev_unregister_driver(&trellis_driver);
		root_device_unregister(trellis_wall);
	}
	return ret;
}

static void __exit trellis_exit(void)
{
	mdev_unregister_device(trellis_wall);
	mdev_unregister_driver(&trellis_driver);
	root_device_unregister(trellis_wall);
}

module_init(trellis_init);
module_exit(trellis_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated climbing plants");
