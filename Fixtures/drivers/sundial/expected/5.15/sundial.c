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
typedef struct mdev_device sundial_dev_t;

typedef struct sundial_face {
	s64 longitude_sec;
	u32 looks;
} sundial_face_t;

static struct device *sundial_garden;

static int sundial_create(sundial_dev_t *mdev)
{
	sundial_face_t *face;

	face = kzalloc(sizeof(*face), GFP_KERNEL);
	if (!face)
		return -ENOMEM;

	face->longitude_sec = 3600;
	dev_set_drvdata(&mdev->dev, face);
	return 0;
}

static int sundial_remove(sundial_dev_t *mdev)
{
	sundial_face_t *face = (sundial_face_t *)dev_get_drvdata(&mdev->dev);

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
	sundial_face_t *face = (sundial_face_t *)dev_get_drvdata(&mdev->dev);
	s64 now = ktime_get_real_seconds() + face->longitude_sec;

	if (count != sizeof(now))
		return -EINVAL;

	face->looks++;
	return copy_to_user(buf, &now, sizeof(now)) ? -EFAULT : count;
}

static ssize_t sundial_write(sundial_dev_t *mdev, const char __user *buf,
			     size_t count, loff_t *ppos)
{
	sundial_face_t *face = (sundial_face_t *)dev_get_drvdata(&mdev->dev);

	if (count != sizeof(face->longitude_sec))
		return -EINVAL;
	if (copy_from_user(&face->longitude_sec, buf, count))
		return -EFAULT;
	return count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
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

/* An mdev as vfio sees it. */
struct sundial_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void sundial_mdev_release(struct device *dev, void *res)
{
	struct sundial_mdev *wrapped = res;

	vfio_uninit_group_dev(&wrapped->vdev);
}

static struct mdev_device *sundial_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct sundial_mdev, vdev)->mdev;
}

static int sundial_vfio_open_device(struct vfio_device *vdev)
{
	return sundial_open(sundial_to_mdev(vdev));
}

static void sundial_vfio_close_device(struct vfio_device *vdev)
{
	sundial_release(sundial_to_mdev(vdev));
}

static ssize_t sundial_vfio_read(struct vfio_device *vdev, char __user *buf,
				 size_t count, loff_t *ppos)
{
	return sundial_read(sundial_to_mdev(vdev), buf, count, ppos);
}

static ssize_t sundial_vfio_write(struct vfio_device *vdev,
				  const char __user *buf, size_t count,
				  loff_t *ppos)
{
	return sundial_write(sundial_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops sundial_dev_ops = {
	.name = "vfio-sundial",
	.open_device = sundial_vfio_open_device,
	.close_device = sundial_vfio_close_device,
	.read = sundial_vfio_read,
	.write = sundial_vfio_write,
};

static int sundial_mdev_probe(struct mdev_device *mdev)
{
	struct sundial_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(sundial_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &sundial_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = sundial_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		sundial_remove(mdev);

	return ret;
}

static void sundial_mdev_remove(struct mdev_device *mdev)
{
	struct sundial_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, sundial_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	sundial_remove(mdev);
}

static struct mdev_driver sundial_driver = {
	.driver = {
		.name = "sundial",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = sundial_mdev_probe,
	.remove = sundial_mdev_remove,
};

static const sundial_ops_t sundial_ops = {
	.owner = THIS_MODULE,
	.device_driver = &sundial_driver,
	.supported_type_groups = sundial_groups,
};

static int __init sundial_init(void)
{
	int ret;

	sundial_garden = root_device_register("sundial");
	if (IS_ERR(sundial_garden))
		return PTR_ERR(sundial_garden);

	ret = mdev_register_driver(&sundial_driver);
	if (ret) {
		root_device_unregister(sundial_garden);
		return ret;
	}

	ret = mdev_register_device(sundial_garden, &sundial_ops);
	if (ret) {
		mdev_unregister_driver(&sundial_driver);
		root_device_unregister(sundial_garden);
	}
	return ret;
}

static void __exit sundial_exit(void)
{
	mdev_unregister_device(sundial_garden);
	mdev_unregister_driver(&sundial_driver);
	root_device_unregister(sundial_garden);
}

module_init(sundial_init);
module_exit(sundial_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated sun clocks");
