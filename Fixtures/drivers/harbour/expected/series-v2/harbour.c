// SPDX-License-Identifier: GPL-2.0
/*
 * harbour - mediated berths
 *
 * A berth keeps the module loaded for as long as it exists.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/uuid.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define HARBOUR_BERTHS	20

struct harbour_berth {
	guid_t uuid;
	struct list_head quay;
	u32 draught;
};

static LIST_HEAD(harbour_quay);
static DEFINE_MUTEX(harbour_lock);
static struct device *harbour_dev;

static struct harbour_berth *harbour_by_uuid(const guid_t *uuid)
{
	struct harbour_berth *berth;

	list_for_each_entry(berth, &harbour_quay, quay)
		if (guid_equal(&berth->uuid, uuid))
			return berth;
	return NULL;
}

static int harbour_create(struct mdev_device *mdev)
{
	struct harbour_berth *berth;

	if (!try_module_get(THIS_MODULE))
		return -ENODEV;

	berth = kzalloc(sizeof(*berth), GFP_KERNEL);
	if (!berth)
		goto err_module;

	guid_copy(&berth->uuid, mdev_uuid(mdev));
	berth->draught = 12;

	mutex_lock(&harbour_lock);
	list_add_tail(&berth->quay, &harbour_quay);
	mutex_unlock(&harbour_lock);
	return 0;

err_module:
	module_put(THIS_MODULE);
	return -ENOMEM;
}

static int harbour_remove(struct mdev_device *mdev)
{
	struct harbour_berth *berth;

	mutex_lock(&harbour_lock);
	berth = harbour_by_uuid(mdev_uuid(mdev));
	if (!berth) {
		mutex_unlock(&harbour_lock);
		return -ENODEV;
	}
	list_del(&berth->quay);
	mutex_unlock(&harbour_lock);

	kfree(berth);
	module_put(THIS_MODULE);
	return 0;
}

static int harbour_open(struct mdev_device *mdev)
{
	return 0;
}

static void harbour_release(struct mdev_device *mdev)
{
}

static ssize_t harbour_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct harbour_berth *berth;
	u32 draught = 0;

	if (count != sizeof(draught))
		return -EINVAL;

	mutex_lock(&harbour_lock);
	berth = harbour_by_uuid(mdev_uuid(mdev));
	if (berth)
		draught = berth->draught;
	mutex_unlock(&harbour_lock);

	return copy_to_user(buf, &draught, sizeof(draught)) ? -EFAULT : count;
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	struct harbour_berth *berth;
	int used = 0;

	mutex_lock(&harbour_lock);
	list_for_each_entry(berth, &harbour_quay, quay)
		used++;
	mutex_unlock(&harbour_lock);

	return sprintf(buf, "%d\n", HARBOUR_BERTHS - used);
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *harbour_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group harbour_group = {
	.name = "berth",
	.attrs = harbour_attrs,
};

static struct attribute_group *harbour_groups[] = { &harbour_group, NULL };

/* An mdev as vfio sees it. */
struct harbour_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void harbour_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *harbour_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct harbour_mdev, vdev)->mdev;
}

static int harbour_vfio_open(struct vfio_device *vdev)
{
	return harbour_open(harbour_to_mdev(vdev));
}

static void harbour_vfio_release(struct vfio_device *vdev)
{
	harbour_release(harbour_to_mdev(vdev));
}

static ssize_t harbour_vfio_read(struct vfio_device *vdev, char __user *buf,
				 size_t count, loff_t *ppos)
{
	return harbour_read(harbour_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops harbour_dev_ops = {
	.name = "vfio-harbour",
	.open = harbour_vfio_open,
	.release = harbour_vfio_release,
	.read = harbour_vfio_read,
};

static int harbour_mdev_probe(struct mdev_device *mdev)
{
	struct harbour_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(harbour_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &harbour_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = harbour_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		harbour_remove(mdev);

	return ret;
}

static void harbour_mdev_remove(struct mdev_device *mdev)
{
	struct harbour_mdev *wrapped;
	int ret;

	wrapped = devres_find(&mdev->dev, harbour_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	ret = harbour_remove(mdev);
	if (ret)
		dev_err(&mdev->dev, "Remove failed: err=%d\n", ret);
}

static struct mdev_driver harbour_driver = {
	.driver = {
		.name = "harbour",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = harbour_mdev_probe,
	.remove = harbour_mdev_remove,
	.supported_type_groups = harbour_groups,
};

static int __init harbour_init(void)
{
	int ret;

	harbour_dev = root_device_register("harbour");
	if (IS_ERR(harbour_dev))
		return PTR_ERR(harbour_dev);

	ret = mdev_register_driver(&harbour_driver);
	if (ret) {
		root_device_unregister(harbour_dev);
		return ret;
	}

	ret = mdev_register_device(harbour_dev, &harbour_driver);
	if (ret) {
		mdev_unregister_driver(&harbour_driver);
		root_device_unregister(harbour_dev);
	}
	return ret;
}

static void __exit harbour_exit(void)
{
	mdev_unregister_device(harbour_dev);
	mdev_unregister_driver(&harbour_driver);
	root_device_unregister(harbour_dev);
}

module_init(harbour_init);
module_exit(harbour_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated berths");
