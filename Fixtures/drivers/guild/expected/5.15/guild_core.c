// SPDX-License-Identifier: GPL-2.0
/*
 * guild - the hall where craftsmen enrol
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/mutex.h>

#include "guild.h"

static LIST_HEAD(guild_members);
static DEFINE_MUTEX(guild_lock);

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	struct guild_member *member;
	ssize_t ret = -ENODEV;

	mutex_lock(&guild_lock);
	list_for_each_entry(member, &guild_members, node)
		if (member->dev == mtype_get_parent_dev(mtype))
			ret = sprintf(buf, "%s\n", member->craft);
	mutex_unlock(&guild_lock);
	return ret;
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *guild_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group guild_apprentice = {
	.name = "apprentice",
	.attrs = guild_attrs,
};

static struct attribute_group *guild_groups[] = { &guild_apprentice, NULL };

static int guild_check(const struct mdev_parent_ops *ops)
{
	if (!ops->device_driver)
		return -EINVAL;
	return 0;
}

int guild_enrol(struct guild_member *member, struct mdev_parent_ops *ops)
{
	int ret;

	ret = guild_check(ops);
	if (ret)
		return ret;

	ops->supported_type_groups = guild_groups;
	member->mdev_ops = ops;

	mutex_lock(&guild_lock);
	list_add_tail(&member->node, &guild_members);
	mutex_unlock(&guild_lock);

	ret = mdev_register_device(member->dev, member->mdev_ops);
	if (ret) {
		mutex_lock(&guild_lock);
		list_del(&member->node);
		mutex_unlock(&guild_lock);
	}
	return ret;
}
EXPORT_SYMBOL_GPL(guild_enrol);

void guild_expel(struct guild_member *member)
{
	mdev_unregister_device(member->dev);

	mutex_lock(&guild_lock);
	list_del(&member->node);
	mutex_unlock(&guild_lock);
}
EXPORT_SYMBOL_GPL(guild_expel);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Guild of mediated craftsmen");
