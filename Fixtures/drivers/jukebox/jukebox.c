// SPDX-License-Identifier: GPL-2.0
/*
 * jukebox - mediated record players
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

enum jukebox_kind {
	JUKEBOX_SHELLAC,
	JUKEBOX_VINYL,
	JUKEBOX_KINDS,
};

struct jukebox_player {
	unsigned int rpm;
	u32 groove;
};

static struct device *jukebox_cabinet[JUKEBOX_KINDS];

static int jukebox_add_player(struct mdev_device *mdev, unsigned int rpm)
{
	struct jukebox_player *player;

	player = kzalloc(sizeof(*player), GFP_KERNEL);
	if (!player)
		return -ENOMEM;

	player->rpm = rpm;
	mdev_set_drvdata(mdev, player);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int shellac_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 shellac_create */
{
	return jukebox_add_player(mdev, 78);
}

static int vinyl_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 vinyl_create */
{
	return jukebox_add_player(mdev, 33);
}

static int jukebox_remove(struct mdev_device *mdev)
{
	struct jukebox_player *player = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	kfree(player);
	return 0;
}

static int jukebox_open(struct mdev_device *mdev)
{
	return 0;
}

static void jukebox_release(struct mdev_device *mdev)
{
}

static ssize_t jukebox_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct jukebox_player *player = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (count != sizeof(player->groove))
		return -EINVAL;

	player->groove += player->rpm;
	if (copy_to_user(buf, &player->groove, count))
		return -EFAULT;
	return count;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "player in %s\n", dev_name(dev));
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *jukebox_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group jukebox_group = {
	.name = "player",
	.attrs = jukebox_attrs,
};

static struct attribute_group *jukebox_groups[] = { &jukebox_group, NULL };

static const struct mdev_parent_ops jukebox_ops[JUKEBOX_KINDS] = {
/*~ M-16 mdev_parent_ops */
	[JUKEBOX_SHELLAC] = {
		.owner = THIS_MODULE,
/*~ M-16 owner */
		.supported_type_groups = jukebox_groups,
/*~ M-14 supported_type_groups */
		.create = shellac_create,
/*~ M-02 create */
		.remove = jukebox_remove,
/*~ M-05 remove */
		.open = jukebox_open,
/*~ M-10 open */
		.release = jukebox_release,
/*~ M-10 release */
		.read = jukebox_read,
/*~ M-10 read */
	},
	[JUKEBOX_VINYL] = {
		.owner = THIS_MODULE,
/*~ M-16 owner */
		.supported_type_groups = jukebox_groups,
/*~ M-14 supported_type_groups */
		.create = vinyl_create,
/*~ M-02 create */
		.remove = jukebox_remove,
/*~ M-05 remove */
		.open = jukebox_open,
/*~ M-10 open */
		.release = jukebox_release,
/*~ M-10 release */
		.read = jukebox_read,
/*~ M-10 read */
	},
};

static const char * const jukebox_names[JUKEBOX_KINDS] = {
	[JUKEBOX_SHELLAC] = "jukebox-shellac",
	[JUKEBOX_VINYL] = "jukebox-vinyl",
};

static void jukebox_take_down(int kinds)
{
	while (kinds--) {
		mdev_unregister_device(jukebox_cabinet[kinds]);
/*~ M-19 mdev_unregister_device */
		root_device_unregister(jukebox_cabinet[kinds]);
	}
}

static int __init jukebox_init(void)
{
	int kind, ret;

	for (kind = 0; kind < JUKEBOX_KINDS; kind++) {
		struct device *cabinet;

		cabinet = root_device_register(jukebox_names[kind]);
		if (IS_ERR(cabinet)) {
			ret = PTR_ERR(cabinet);
			goto err_kinds;
		}

		ret = mdev_register_device(cabinet, &jukebox_ops[kind]);
/*~ M-17 mdev_register_device */
		if (ret) {
			root_device_unregister(cabinet);
			goto err_kinds;
		}
		jukebox_cabinet[kind] = cabinet;
	}
	return 0;

err_kinds:
	jukebox_take_down(kind);
	return ret;
}

static void __exit jukebox_exit(void)
{
	jukebox_take_down(JUKEBOX_KINDS);
}

module_init(jukebox_init);
module_exit(jukebox_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated record players");
