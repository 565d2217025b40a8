// SPDX-License-Identifier: GPL-2.0
/*
 * guild - the baker
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>

#include "guild.h"

struct baker_oven {
	u32 loaves;
};

static int baker_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 baker_create */
{
	struct baker_oven *oven;

	oven = kzalloc(sizeof(*oven), GFP_KERNEL);
	if (!oven)
		return -ENOMEM;

	mdev_set_drvdata(mdev, oven);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int baker_remove(struct mdev_device *mdev)
{
	kfree(mdev_get_drvdata(mdev));
/*~ M-26 mdev_get_drvdata */
	return 0;
}

static int baker_open(struct mdev_device *mdev)
{
	return 0;
}

static void baker_release(struct mdev_device *mdev)
{
}

static ssize_t baker_read(struct mdev_device *mdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct baker_oven *oven = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (count != sizeof(oven->loaves))
		return -EINVAL;

	oven->loaves++;
	return copy_to_user(buf, &oven->loaves, count) ? -EFAULT : count;
}

static struct mdev_parent_ops baker_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.create = baker_create,
/*~ M-02 create */
	.remove = baker_remove,
/*~ M-05 remove */
	.open = baker_open,
/*~ M-10 open */
	.release = baker_release,
/*~ M-10 release */
	.read = baker_read,
/*~ M-10 read */
};

static struct guild_member baker = {
	.craft = "baker",
};

static int __init baker_init(void)
{
	int ret;

	baker.dev = root_device_register("baker");
	if (IS_ERR(baker.dev))
		return PTR_ERR(baker.dev);

	ret = guild_enrol(&baker, &baker_ops);
	if (ret)
		root_device_unregister(baker.dev);
	return ret;
}

static void __exit baker_exit(void)
{
	guild_expel(&baker);
	root_device_unregister(baker.dev);
}

module_init(baker_init);
module_exit(baker_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A mediated baker");
