// SPDX-License-Identifier: GPL-2.0
/*
 * sundial - mediated sun clocks
 *
 * Written against a small layer of type names that the vendor uses on all of
 * its systems.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/ktime.h>
#include <linux/timekeeping.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

typedef struct mdev_parent_ops sundial_ops_t;
/*~ M-16 mdev_parent_ops */
typedef struct mdev_device sundial_dev_t;

typedef struct sundial_face {
	s64 longitude_sec;
	u32 looks;
} sundial_face_t;

static struct device *sundial_garden;

static int sundial_create(struct kobject *kobj, sundial_dev_t *mdev)
/*~ B-01 sundial_create */
{
	sundial_face_t *face;

	face = kzalloc(sizeof(*face), GFP_KERNEL);
	if (!face)
		return -ENOMEM;

	face->longitude_sec = 3600;
	mdev_set_drvdata(mdev, face);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int sundial_remove(sundial_dev_t *mdev)
{
	sundial_face_t *face = (sundial_face_t *)mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	kfree(face);
	return 0;
}

static int sundial_open(sundial_dev_t *mdev)
{
	return 0;
}

static void sundial_release(sundial_dev_t *mdev)
{
}

static ssize_t sundial_read(sundial_dev_t *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	sundial_face_t *face = (sundial_face_t *)mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	s64 now = ktime_get_real_seconds() + face->longitude_sec;

	if (count != sizeof(now))
		return -EINVAL;

	face->looks++;
	return copy_to_user(buf, &now, sizeof(now)) ? -EFAULT : count;
}

static ssize_t sundial_write(sundial_dev_t *mdev, const char __user *buf,
			     size_t count, loff_t *ppos)
{
	sundial_face_t *face = (sundial_face_t *)mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (count != sizeof(face->longitude_sec))
		return -EINVAL;
	if (copy_from_user(&face->longitude_sec, buf, count))
		return -EFAULT;
	return count;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "sun clock\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *sundial_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group sundial_group = {
	.name = "clock",
	.attrs = sundial_attrs,
};

static struct attribute_group *sundial_groups[] = { &sundial_group, NULL };

static const sundial_ops_t sundial_ops = {
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = sundial_groups,
/*~ M-14 supported_type_groups */
	.create = sundial_create,
/*~ M-02 create */
	.remove = sundial_remove,
/*~ M-05 remove */
	.open = sundial_open,
/*~ M-10 open */
	.release = sundial_release,
/*~ M-10 release */
	.read = sundial_read,
/*~ M-10 read */
	.write = sundial_write,
/*~ M-10 write */
};

static int __init sundial_init(void)
{
	int ret;

	sundial_garden = root_device_register("sundial");
	if (IS_ERR(sundial_garden))
		return PTR_ERR(sundial_garden);

	ret = mdev_register_device(sundial_garden, &sundial_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(sundial_garden);
	return ret;
}

static void __exit sundial_exit(void)
{
	mdev_unregister_device(sundial_garden);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(sundial_garden);
}

module_init(sundial_init);
module_exit(sundial_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated sun clocks");
