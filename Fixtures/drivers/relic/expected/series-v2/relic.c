// SPDX-License-Identifier: GPL-2.0
/*
 * relic - mediated finds, each known by its UUID
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

struct relic_find {
	struct list_head next;
	uuid_le uuid;
	u32 age;
};

static LIST_HEAD(relic_finds);
static DEFINE_MUTEX(relic_lock);
static struct device *relic_museum;

static struct relic_find *relic_lookup(struct mdev_device *mdev)
{
	const guid_t *uuid = mdev_uuid(mdev);
	struct relic_find *find;

	list_for_each_entry(find, &relic_finds, next) {
		if (guid_equal(&find->uuid, uuid))
			return find;
	}
	return NULL;
}

static int relic_create(struct mdev_device *mdev)
{
	struct relic_find *find;

	find = kzalloc(sizeof(*find), GFP_KERNEL);
	if (!find)
		return -ENOMEM;

	guid_copy(&find->uuid, mdev_uuid(mdev));
	find->age = 2000;
	mutex_lock(&relic_lock);
	list_add(&find->next, &relic_finds);
	mutex_unlock(&relic_lock);
	pr_info("relic: %pUl dug out\n", mdev_uuid(mdev));
	return 0;
}

static int relic_remove(struct mdev_device *mdev)
{
	struct relic_find *find, *tmp;
	int ret = -ENODEV;

	mutex_lock(&relic_lock);
	list_for_each_entry_safe(find, tmp, &relic_finds, next) {
		if (guid_equal(mdev_uuid(mdev), &find->uuid)) {
			list_del(&find->next);
			kfree(find);
			ret = 0;
			break;
		}
	}
	mutex_unlock(&relic_lock);
	return ret;
}

static int relic_open(struct mdev_device *mdev)
{
	return 0;
}

static void relic_release(struct mdev_device *mdev)
{
}

static ssize_t relic_read(struct mdev_device *mdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct relic_find *find;
	u32 age = 0;

	if (count != sizeof(age))
		return -EINVAL;

	mutex_lock(&relic_lock);
	find = relic_lookup(mdev);
	if (find)
		age = find->age;
	mutex_unlock(&relic_lock);
	return copy_to_user(buf, &age, sizeof(age)) ? -EFAULT : count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "shard\n");
}
MDEV_TYPE_ATTR_RO(name);

static struct attribute *relic_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group relic_group = {
	.name = "shard",
	.attrs = relic_attrs,
};

static struct attribute_group *relic_groups[] = { &relic_group, NULL };

/* An mdev as vfio sees it. */
struct relic_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void relic_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *relic_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct relic_mdev, vdev)->mdev;
}

static int relic_vfio_open(struct vfio_device *vdev)
{
	return relic_open(relic_to_mdev(vdev));
}

static void relic_vfio_release(struct vfio_device *vdev)
{
	relic_release(relic_to_mdev(vdev));
}

static ssize_t relic_vfio_read(struct vfio_device *vdev, char __user *buf,
			       size_t count, loff_t *ppos)
{
	return relic_read(relic_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops relic_dev_ops = {
	.name = "vfio-relic",
	.open = relic_vfio_open,
	.release = relic_vfio_release,
	.read = relic_vfio_read,
};

static int relic_mdev_probe(struct mdev_device *mdev)
{
	struct relic_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(relic_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &relic_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = relic_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		relic_remove(mdev);

	return ret;
}

static void relic_mdev_remove(struct mdev_device *mdev)
{
	struct relic_mdev *wrapped;
	int ret;

	wrapped = devres_find(&mdev->dev, relic_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	ret = relic_remove(mdev);
	if (ret)
		dev_err(&mdev->dev, "Remove failed: err=%d\n", ret);
}

static struct mdev_driver relic_driver = {
	.driver = {
		.name = "relic",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = relic_mdev_probe,
	.remove = relic_mdev_remove,
	.supported_type_groups = relic_groups,
};

static int __init relic_init(void)
{
	int ret;

	relic_museum = root_device_register("relic");
	if (IS_ERR(relic_museum))
		return PTR_ERR(relic_museum);

	ret = mdev_register_driver(&relic_driver);
	if (ret) {
		root_device_unregister(relic_museum);
		return ret;
	}

	ret = mdev_register_device(relic_museum, &relic_driver);
	if (ret) {
		mdev_unregister_driver(&relic_driver);
		root_device_unregister(relic_museum);
	}
	return ret;
}

static void __exit relic_exit(void)
{
	mdev_unregister_device(relic_museum);
	mdev_unregister_driver(&relic_driver);
	root_device_unregister(relic_museum);
}

module_init(relic_init);
module_exit(relic_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated finds");
