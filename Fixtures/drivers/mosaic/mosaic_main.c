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

static int mosaic_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 mosaic_create */
{
	struct mosaic_tile_state *tile;

	tile = kzalloc(sizeof(*tile), GFP_KERNEL);
	if (!tile)
		return -ENOMEM;

	mdev_set_drvdata(mdev, tile);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int mosaic_remove(struct mdev_device *mdev)
{
	struct mosaic_tile_state *tile = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

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
	struct mosaic_tile_state *tile = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (count != sizeof(tile->colour))
		return -EINVAL;
	return copy_from_user(&tile->colour, buf, count) ? -EFAULT : count;
}

struct mdev_parent_ops mosaic_ops = {
/*~ M-16 mdev_parent_ops */
	.owner		= THIS_MODULE,
/*~ M-16 owner */
	.create		= mosaic_create,
/*~ M-02 create */
	.remove		= mosaic_remove,
/*~ M-05 remove */
	.open		= mosaic_open,
/*~ M-10 open */
	.release	= mosaic_release,
/*~ M-10 release */
	.write		= mosaic_write,
/*~ M-10 write */
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

	ret = mdev_register_device(mosaic_floor, &mosaic_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		goto err_floor;

	return 0;

err_floor:
	root_device_unregister(mosaic_floor);
err_types:
	mosaic_drop_types();
	return ret;
}

static void __exit mosaic_exit(void)
{
	mdev_unregister_device(mosaic_floor);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(mosaic_floor);
	mosaic_drop_types();
}

module_init(mosaic_init);
module_exit(mosaic_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated tiles");
