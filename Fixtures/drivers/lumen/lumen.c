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
	const struct lumen_shape *shape;
	struct mutex paint_lock;
	u8 *pixels;
	size_t nr_pixels;
	u8 ceiling;
};

static struct class *lumen_class;
static struct device *lumen_dev;

static const struct lumen_shape *lumen_find_shape(struct kobject *kobj)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(lumen_shapes); i++)
		if (!strcmp(lumen_shapes[i].name, kobj->name))
			return &lumen_shapes[i];
	return NULL;
}

static int lumen_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 lumen_create */
{
	const struct lumen_shape *shape = lumen_find_shape(kobj);
	struct device *dev = mdev_dev(mdev);
	struct lumen_matrix *lm;

	if (!shape)
		return -EINVAL;

	lm = kzalloc(sizeof(struct lumen_matrix), GFP_KERNEL);
	if (lm == NULL)
		return -ENOMEM;

	lm->nr_pixels = shape->rows * shape->cols;
	lm->pixels = kcalloc(shape->rows, shape->cols, GFP_KERNEL);
	if (!lm->pixels)
		goto err_matrix;

	mutex_init(&lm->paint_lock);
	lm->shape = shape;
	lm->ceiling = 255;
	mdev_set_drvdata(mdev, lm);
/*~ M-26 mdev_set_drvdata */

	dev_info(dev, "%s: %u x %u\n", __func__, shape->rows, shape->cols);
	return 0;

err_matrix:
	kfree(lm);
	return -ENOMEM;
}

static int lumen_remove(struct mdev_device *mdev)
{
	struct lumen_matrix *lm = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	kfree(lm->pixels);
	kfree(lm);
	return 0;
}

static int lumen_open(struct mdev_device *mdev)
{
	return 0;
}

static void lumen_close(struct mdev_device *mdev)
{
}

static ssize_t lumen_read(struct mdev_device *mdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct lumen_matrix *lm = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t done;

	mutex_lock(&lm->paint_lock);
	done = simple_read_from_buffer(buf, count, ppos, lm->pixels,
				       lm->nr_pixels);
	mutex_unlock(&lm->paint_lock);
	return done;
}

static ssize_t lumen_write(struct mdev_device *mdev, const char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct lumen_matrix *lm = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
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

static long lumen_ioctl(struct mdev_device *mdev, unsigned int cmd,
			unsigned long arg)
{
	struct lumen_matrix *lm = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
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

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "%s\n", kobj->name);
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t description_show(struct kobject *kobj, struct device *dev,
/*~ B-03 description_show */
				char *buf)
{
	const struct lumen_shape *shape = lumen_find_shape(kobj);

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

static const struct mdev_parent_ops lumen_fops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = lumen_groups,
/*~ M-14 supported_type_groups */
	.create = lumen_create,
/*~ M-02 create */
	.remove = lumen_remove,
/*~ M-05 remove */
	.open = lumen_open,
/*~ M-10 open */
	.release = lumen_close,
/*~ M-10 release */
	.read = lumen_read,
/*~ M-10 read */
	.write = lumen_write,
/*~ M-10 write */
	.ioctl = lumen_ioctl
/*~ M-10 ioctl */
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

	err = mdev_register_device(lumen_dev, &lumen_fops);
/*~ M-17 mdev_register_device */
	if (!err)
		return 0;

	device_unregister(lumen_dev);
out_class:
	class_destroy(lumen_class);
	return err;
}

static void __exit lumen_module_exit(void)
{
	mdev_unregister_device(lumen_dev);
/*~ M-19 mdev_unregister_device */
	device_unregister(lumen_dev);
	class_destroy(lumen_class);
}

module_init(lumen_module_init)
module_exit(lumen_module_exit)

MODULE_DESCRIPTION("Mediated LED matrices");
MODULE_LICENSE("GPL v2");
