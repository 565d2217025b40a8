// SPDX-License-Identifier: GPL-2.0
/*
 * lumen - mediated LED matrices
 *
 * An instance is a matrix of brightness bytes, row by row.  The mediated
 * device's type fixes the number of rows and columns.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define LUMEN_CLASS	"lumen"

static const struct lumen_shape {
	const char *name;
	unsigned int rows;
	unsigned int cols;
} lumen_shapes[] = {
	{ .name = LUMEN_CLASS "-strip",  .rows = 1,  .cols = 64 },
	{ .name = LUMEN_CLASS "-tile",   .rows = 8,  .cols = 8 },
	{ .name = LUMEN_CLASS "-poster", .rows = 32, .cols = 64 },
};

struct lumen_matrix {
	struct vfio_device vdev;
	const struct lumen_shape *shape;
	struct mutex paint_lock;
	u8 *pixels;
	size_t nr_pixels;
	u8 ceiling;
};

static struct class *lumen_class;
static struct device *lumen_dev;

static const struct vfio_device_ops lumen_dev_ops;
static void lumen_release_state(struct lumen_matrix *lm);

static int lumen_probe(struct mdev_device *mdev)
{
	const struct lumen_shape *shape =
		&lumen_shapes[mdev_get_type_group_id(mdev)];
	struct device *dev = mdev_dev(mdev);
	struct lumen_matrix *lm;
	int ret;

	lm = kzalloc(sizeof(struct lumen_matrix), GFP_KERNEL);
	if (lm == NULL)
		return -ENOMEM;

	vfio_init_group_dev(&lm->vdev, &mdev->dev, &lumen_dev_ops);

	lm->nr_pixels = shape->rows * shape->cols;
	lm->pixels = kcalloc(shape->rows, shape->cols, GFP_KERNEL);
	if (!lm->pixels)
		goto err_matrix;

	mutex_init(&lm->paint_lock);
	lm->shape = shape;
	lm->ceiling = 255;
	dev_set_drvdata(&mdev->dev, lm);

	dev_info(dev, "%s: %u x %u\n", __func__, shape->rows, shape->cols);

	ret = vfio_register_group_dev(&lm->vdev);
	if (ret) {
		lumen_release_state(lm);
		return ret;
	}

	return 0;

err_matrix:
	vfio_uninit_group_dev(&lm->vdev);
	kfree(lm);
	return -ENOMEM;
}

static void lumen_release_state(struct lumen_matrix *lm)
{
	kfree(lm->pixels);
	vfio_uninit_group_dev(&lm->vdev);
	kfree(lm);
}

static void lumen_remove(struct mdev_device *mdev)
{
	struct lumen_matrix *lm = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lm->vdev);
	lumen_release_state(lm);
}

static ssize_t lumen_read(struct vfio_device *vdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct lumen_matrix *lm = container_of(vdev, struct lumen_matrix, vdev);
	ssize_t done;

	mutex_lock(&lm->paint_lock);
	done = simple_read_from_buffer(buf, count, ppos, lm->pixels,
				       lm->nr_pixels);
	mutex_unlock(&lm->paint_lock);
	return done;
}

static ssize_t lumen_write(struct vfio_device *vdev, const char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct lumen_matrix *lm = container_of(vdev, struct lumen_matrix, vdev);
	size_t first = *ppos, i;
	ssize_t done;

	mutex_lock(&lm->paint_lock);
	done = simple_write_to_buffer(lm->pixels, lm->nr_pixels, ppos, buf,
				      count);
	for (i = 0; done > 0 && i < done; i++)
		lm->pixels[first + i] = min(lm->pixels[first + i], lm->ceiling);
	mutex_unlock(&lm->paint_lock);
	return done;
}

static long lumen_ioctl(struct vfio_device *vdev, unsigned int cmd,
			unsigned long arg)
{
	struct lumen_matrix *lm = container_of(vdev, struct lumen_matrix, vdev);
	struct vfio_device_info info;
	unsigned long minsz;

	if (cmd == VFIO_DEVICE_RESET) {
		memset(lm->pixels, 0, lm->nr_pixels);
		return 0;
	}
	if (cmd != VFIO_DEVICE_GET_INFO)
		return -ENOTTY;

	minsz = offsetofend(struct vfio_device_info, num_irqs);
	if (copy_from_user(&info, (void __user *)arg, minsz))
		return -EFAULT;
	if (info.argsz < minsz)
		return -EINVAL;

	info.flags = VFIO_DEVICE_FLAGS_RESET;
	info.num_regions = lm->shape->rows;
	info.num_irqs = 0;
	if (copy_to_user((void __user *)arg, &info, minsz))
		return -EFAULT;
	return 0;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n",
		       lumen_shapes[mtype_get_type_group_id(mtype)].name);
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t description_show(struct mdev_type *mtype,
				struct mdev_type_attribute *attr, char *buf)
{
	const struct lumen_shape *shape =
		&lumen_shapes[mtype_get_type_group_id(mtype)];

	return sprintf(buf, "LED matrix, %u rows of %u\n",
		       shape ? shape->rows : 0, shape ? shape->cols : 0);
}
static MDEV_TYPE_ATTR_RO(description);

static struct attribute *lumen_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_description.attr,
	NULL
};

static struct attribute_group lumen_group_strip = {
	.name  = "strip",
	.attrs = lumen_type_attrs,
};

static struct attribute_group lumen_group_tile = {
	.name  = "tile",
	.attrs = lumen_type_attrs,
};

static struct attribute_group lumen_group_poster = {
	.name  = "poster",
	.attrs = lumen_type_attrs,
};

static struct attribute_group *lumen_groups[] = {
	&lumen_group_strip,
	&lumen_group_tile,
	&lumen_group_poster,
	NULL,
};

static const struct vfio_device_ops lumen_dev_ops = {
	.name = "vfio-lumen",
	.read = lumen_read,
	.write = lumen_write,
	.ioctl = lumen_ioctl
};

static struct mdev_driver lumen_driver = {
	.driver = {
		.name = "lumen",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lumen_probe,
	.remove = lumen_remove,
};

static const struct mdev_parent_ops lumen_fops = {
	.owner = THIS_MODULE,
	.device_driver = &lumen_driver,
	.supported_type_groups = lumen_groups,
};

static int __init lumen_module_init(void)
{
	int err;

	lumen_class = class_create(THIS_MODULE, LUMEN_CLASS);
	if (IS_ERR(lumen_class))
		return PTR_ERR(lumen_class);

	lumen_dev = device_create(lumen_class, NULL, 0, NULL, "lumen%d", 0);
	if (IS_ERR(lumen_dev)) {
		err = PTR_ERR(lumen_dev);
		goto out_class;
	}

	err = mdev_register_driver(&lumen_driver);
	if (err)
		goto out_mdev_driver;

	err = mdev_register_device(lumen_dev, &lumen_fops);
	if (!err)
		return 0;

	mdev_unregister_driver(&lumen_driver);
out_mdev_driver:
	device_unregister(lumen_dev);
out_class:
	class_destroy(lumen_class);
	return err;
}

static void __exit lumen_module_exit(void)
{
	mdev_unregister_device(lumen_dev);
	mdev_unregister_driver(&lumen_driver);
	device_unregister(lumen_dev);
	class_destroy(lumen_class);
}

module_init(lumen_module_init)
module_exit(lumen_module_exit)

MODULE_DESCRIPTION("Mediated LED matrices");
MODULE_LICENSE("GPL v2");
