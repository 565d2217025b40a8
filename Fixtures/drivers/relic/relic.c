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
	uuid_le uuid = mdev_uuid(mdev);
/*~ X-05 mdev_uuid */
	struct relic_find *find;

	list_for_each_entry(find, &relic_finds, next) {
		if (uuid_le_cmp(find->uuid, uuid) == 0)
			return find;
	}
	return NULL;
}

static int relic_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 relic_create */
{
	struct relic_find *find;

	find = kzalloc(sizeof(*find), GFP_KERNEL);
	if (!find)
		return -ENOMEM;

	find->uuid = mdev_uuid(mdev);
/*~ X-05 mdev_uuid */
	find->age = 2000;
	mutex_lock(&relic_lock);
	list_add(&find->next, &relic_finds);
	mutex_unlock(&relic_lock);
	pr_info("relic: %pUl dug out\n", mdev_uuid(mdev).b);
	return 0;
}

static int relic_remove(struct mdev_device *mdev)
{
	struct relic_find *find, *tmp;
	int ret = -ENODEV;

	mutex_lock(&relic_lock);
	list_for_each_entry_safe(find, tmp, &relic_finds, next) {
		if (!uuid_le_cmp(mdev_uuid(mdev), find->uuid)) {
/*~ X-06 uuid_le_cmp */
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

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
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
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = relic_groups,
/*~ M-14 supported_type_groups */
	.create = relic_create,
/*~ M-02 create */
	.remove = relic_remove,
/*~ M-05 remove */
	.open = relic_open,
/*~ M-10 open */
	.release = relic_release,
/*~ M-10 release */
	.read = relic_read,
/*~ M-10 read */
};

static int __init relic_init(void)
{
	int ret;

	relic_museum = root_device_register("relic");
	if (IS_ERR(relic_museum))
		return PTR_ERR(relic_museum);

	ret = mdev_register_device(relic_museum, &relic_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(relic_museum);
	return ret;
}

static void __exit relic_exit(void)
{
	mdev_unregister_device(relic_museum);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(relic_museum);
}

module_init(relic_init);
module_exit(relic_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated finds");
