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

static int baker_create(struct mdev_device *mdev)
{
	struct baker_oven *oven;

	oven = kzalloc(sizeof(*oven), GFP_KERNEL);
	if (!oven)
		return -ENOMEM;

	dev_set_drvdata(&mdev->dev, oven);
	return 0;
}

static int baker_remove(struct mdev_device *mdev)
{
	kfree(dev_get_drvdata(&mdev->dev));
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
	struct baker_oven *oven = dev_get_drvdata(&mdev->dev);

	if (count != sizeof(oven->loaves))
		return -EINVAL;

	oven->loaves++;
	return copy_to_user(buf, &oven->loaves, count) ? -EFAULT : count;
}

/* An mdev as vfio sees it. */
struct baker_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void baker_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *baker_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct baker_mdev, vdev)->mdev;
}

static int baker_vfio_open(struct vfio_device *vdev)
{
	return baker_open(baker_to_mdev(vdev));
}

static void baker_vfio_release(struct vfio_device *vdev)
{
	baker_release(baker_to_mdev(vdev));
}

static ssize_t baker_vfio_read(struct vfio_device *vdev, char __user *buf,
			       size_t count, loff_t *ppos)
{
	return baker_read(baker_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops baker_dev_ops = {
	.name = "vfio-guild_baker",
	.open = baker_vfio_open,
	.release = baker_vfio_release,
	.read = baker_vfio_read,
};

static int baker_mdev_probe(struct mdev_device *mdev)
{
	struct baker_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(baker_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &baker_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = baker_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		baker_remove(mdev);

	return ret;
}

static void baker_mdev_remove(struct mdev_device *mdev)
{
	struct baker_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, baker_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	baker_remove(mdev);
}

static struct mdev_driver baker_driver = {
	.driver = {
		.name = "guild_baker",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = baker_mdev_probe,
	.remove = baker_mdev_remove,
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

	ret = guild_enrol(&baker, &baker_driver);
	if (ret)
		root_device_unregister(baker.dev);
	return ret;
}

static void __exit baker_exit(void)
{
	guild_expel(&baker);
	root_device_unregister(baker.dev);
	mdev_unregister_driver(&baker_driver);
}

static int __init baker_module_init(void)
{
	int ret;

	ret = mdev_register_driver(&baker_driver);
	if (ret)
		return ret;

	ret = baker_init();
	if (ret)
		mdev_unregister_driver(&baker_driver);

	return ret;
}

module_init(baker_module_init);
module_exit(baker_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A mediated baker");
