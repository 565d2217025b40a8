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
	dev_set_drvdata(&mdev->dev, player);
	return 0;
}

static int shellac_create(struct mdev_device *mdev)
{
	return jukebox_add_player(mdev, 78);
}

static int vinyl_create(struct mdev_device *mdev)
{
	return jukebox_add_player(mdev, 33);
}

static int jukebox_remove(struct mdev_device *mdev)
{
	struct jukebox_player *player = dev_get_drvdata(&mdev->dev);

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
	struct jukebox_player *player = dev_get_drvdata(&mdev->dev);

	if (count != sizeof(player->groove))
		return -EINVAL;

	player->groove += player->rpm;
	if (copy_to_user(buf, &player->groove, count))
		return -EFAULT;
	return count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "player in %s\n",
		       dev_name(mtype_get_parent_dev(mtype)));
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

/* An mdev as vfio sees it. */
struct jukebox_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void jukebox_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *jukebox_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct jukebox_mdev, vdev)->mdev;
}

static int jukebox_vfio_open(struct vfio_device *vdev)
{
	return jukebox_open(jukebox_to_mdev(vdev));
}

static void jukebox_vfio_release(struct vfio_device *vdev)
{
	jukebox_release(jukebox_to_mdev(vdev));
}

static ssize_t jukebox_vfio_read(struct vfio_device *vdev, char __user *buf,
				 size_t count, loff_t *ppos)
{
	return jukebox_read(jukebox_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops jukebox_dev_ops = {
	.name = "vfio-jukebox",
	.open = jukebox_vfio_open,
	.release = jukebox_vfio_release,
	.read = jukebox_vfio_read,
};

static int jukebox_shellac_mdev_probe(struct mdev_device *mdev)
{
	struct jukebox_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(jukebox_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &jukebox_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = shellac_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		jukebox_remove(mdev);

	return ret;
}

static void jukebox_mdev_remove(struct mdev_device *mdev)
{
	struct jukebox_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, jukebox_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	jukebox_remove(mdev);
}

static int jukebox_vinyl_mdev_probe(struct mdev_device *mdev)
{
	struct jukebox_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(jukebox_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &jukebox_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = vinyl_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		jukebox_remove(mdev);

	return ret;
}

static struct mdev_driver jukebox_ops[JUKEBOX_KINDS] = {
	[JUKEBOX_SHELLAC] = {
		.driver = {
			.name = "jukebox-shellac",
			.owner = THIS_MODULE,
			.mod_name = KBUILD_MODNAME,
		},
		.probe = jukebox_shellac_mdev_probe,
		.remove = jukebox_mdev_remove,
		.supported_type_groups = jukebox_groups,
	},
	[JUKEBOX_VINYL] = {
		.driver = {
			.name = "jukebox-vinyl",
			.owner = THIS_MODULE,
			.mod_name = KBUILD_MODNAME,
		},
		.probe = jukebox_vinyl_mdev_probe,
		.remove = jukebox_mdev_remove,
		.supported_type_groups = jukebox_groups,
	},
};

static int jukebox_register_drivers(void)
{
	int ret;

	ret = mdev_register_driver(&jukebox_ops[JUKEBOX_SHELLAC]);
	if (ret)
		return ret;

	ret = mdev_register_driver(&jukebox_ops[JUKEBOX_VINYL]);
	if (ret)
		mdev_unregister_driver(&jukebox_ops[JUKEBOX_SHELLAC]);

	return ret;
}

static void jukebox_unregister_drivers(void)
{
	mdev_unregister_driver(&jukebox_ops[JUKEBOX_VINYL]);
	mdev_unregister_driver(&jukebox_ops[JUKEBOX_SHELLAC]);
}

static const char * const jukebox_names[JUKEBOX_KINDS] = {
	[JUKEBOX_SHELLAC] = "jukebox-shellac",
	[JUKEBOX_VINYL] = "jukebox-vinyl",
};

static void jukebox_take_down(int kinds)
{
	while (kinds--) {
		mdev_unregister_device(jukebox_cabinet[kinds]);
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
	jukebox_unregister_drivers();
}

static int __init jukebox_module_init(void)
{
	int ret;

	ret = jukebox_register_drivers();
	if (ret)
		return ret;

	ret = jukebox_init();
	if (ret)
		jukebox_unregister_drivers();

	return ret;
}

module_init(jukebox_module_init);
module_exit(jukebox_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated record players");
