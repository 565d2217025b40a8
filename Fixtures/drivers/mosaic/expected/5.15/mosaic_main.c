// SPDX-License-Identifier: GPL-2.0
/*
 * mosaic - mediated tiles
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>

#include "mosaic.h"

struct mosaic_tile_state {
	u32 colour;
};

static struct device *mosaic_floor;

static int mosaic_create(struct mdev_device *mdev)
{
	struct mosaic_tile_state *tile;

	tile = kzalloc(sizeof(*tile), GFP_KERNEL);
	if (!tile)
		return -ENOMEM;

	dev_set_drvdata(&mdev->dev, tile);
	return 0;
}

static int mosaic_remove(struct mdev_device *mdev)
{
	struct mosaic_tile_state *tile = dev_get_drvdata(&mdev->dev);

	kfree(tile);
	return 0;
}

static int mosaic_open(struct mdev_device *mdev)
{
	return 0;
}

static void mosaic_release(struct mdev_device *mdev)
{
}

static ssize_t mosaic_write(struct mdev_device *mdev, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct mosaic_tile_state *tile = dev_get_drvdata(&mdev->dev);

	if (count != sizeof(tile->colour))
		return -EINVAL;
	return copy_from_user(&tile->colour, buf, count) ? -EFAULT : count;
}

/* An mdev as vfio sees it. */
struct mosaic_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void mosaic_mdev_release(struct device *dev, void *res)
{
	struct mosaic_mdev *wrapped = res;

	vfio_uninit_group_dev(&wrapped->vdev);
}

static struct mdev_device *mosaic_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct mosaic_mdev, vdev)->mdev;
}

static int mosaic_vfio_open_device(struct vfio_device *vdev)
{
	return mosaic_open(mosaic_to_mdev(vdev));
}

static void mosaic_vfio_close_device(struct vfio_device *vdev)
{
	mosaic_release(mosaic_to_mdev(vdev));
}

static ssize_t mosaic_vfio_write(struct vfio_device *vdev,
				 const char __user *buf, size_t count,
				 loff_t *ppos)
{
	return mosaic_write(mosaic_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops mosaic_dev_ops = {
	.name = "vfio-mosaic",
	.open_device = mosaic_vfio_open_device,
	.close_device = mosaic_vfio_close_device,
	.write = mosaic_vfio_write,
};

static int mosaic_mdev_probe(struct mdev_device *mdev)
{
	struct mosaic_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(mosaic_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &mosaic_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = mosaic_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		mosaic_remove(mdev);

	return ret;
}

static void mosaic_mdev_remove(struct mdev_device *mdev)
{
	struct mosaic_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, mosaic_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	mosaic_remove(mdev);
}

static struct mdev_driver mosaic_driver = {
	.driver = {
		.name = "mosaic",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = mosaic_mdev_probe,
	.remove = mosaic_mdev_remove,
};

struct mdev_parent_ops mosaic_ops = {
	.owner		= THIS_MODULE,
	.device_driver	= &mosaic_driver,
};

static int __init mosaic_init(void)
{
	int ret;

	ret = mosaic_make_types(1);
	if (ret)
		return ret;

	mosaic_floor = root_device_register("mosaic");
	if (IS_ERR(mosaic_floor)) {
		ret = PTR_ERR(mosaic_floor);
		goto err_types;
	}

	ret = mdev_register_driver(&mosaic_driver);
	if (ret)
		goto err_floor;

	ret = mdev_register_device(mosaic_floor, &mosaic_ops);
	if (ret)
		goto err_mdev_driver;

	return 0;

err_mdev_driver:
	mdev_unregister_driver(&mosaic_driver);
err_floor:
	root_device_unregister(mosaic_floor);
err_types:
	mosaic_drop_types();
	return ret;
}

static void __exit mosaic_exit(void)
{
	mdev_unregister_device(mosaic_floor);
	mdev_unregister_driver(&mosaic_driver);
	root_device_unregister(mosaic_floor);
	mosaic_drop_types();
}

module_init(mosaic_init);
module_exit(mosaic_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated tiles");
