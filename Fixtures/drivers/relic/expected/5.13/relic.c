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

static const struct mdev_parent_ops relic_ops = {
	.owner = THIS_MODULE,
	.supported_type_groups = relic_groups,
	.create = relic_create,
	.remove = relic_remove,
	.open = relic_open,
	.release = relic_release,
	.read = relic_read,
};

static int __init relic_init(void)
{
	int ret;

	relic_museum = root_device_register("relic");
	if (IS_ERR(relic_museum))
		return PTR_ERR(relic_museum);

	ret = mdev_register_device(relic_museum, &relic_ops);
	if (ret)
		root_device_unregister(relic_museum);
	return ret;
}

static void __exit relic_exit(void)
{
	mdev_unregister_device(relic_museum);
	root_device_unregister(relic_museum);
}

module_init(relic_init);
module_exit(relic_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated finds");
