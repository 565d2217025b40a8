// SPDX-License-Identifier: GPL-2.0
/* Two games, a table for each. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/device.h>
#include <linux/mdev.h>
#include <linux/vfio.h>

struct arcade {
	struct vfio_device vdev;
	u8 angle;
};

static struct device *arcade_parent;
static atomic_t arcade_left = ATOMIC_INIT(3);
static const struct vfio_device_ops arcade_dev_ops;

static ssize_t arcade_read(struct vfio_device *vdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct arcade *arcade = container_of(vdev, struct arcade, vdev);

	if (count != 1 || put_user(arcade->angle, buf))
		return -EFAULT;
	return 1;
}

static void arcade_free(struct arcade *arcade)
{
	vfio_uninit_group_dev(&arcade->vdev);
	kfree(arcade);
}

static int arcade_probe(struct mdev_device *mdev)
{
	struct arcade *arcade;
	int ret;

	if (atomic_dec_if_positive(&arcade_left) < 0)
		return -ENOSPC;
	ret = -ENOMEM;
	arcade = kzalloc(sizeof(*arcade), GFP_KERNEL);
	if (!arcade)
		goto err_left;
	vfio_init_group_dev(&arcade->vdev, &mdev->dev, &arcade_dev_ops);
	arcade->angle = 45;
	ret = vfio_register_group_dev(&arcade->vdev);
	if (ret)
		goto err_free;
	dev_set_drvdata(&mdev->dev, arcade);
	return 0;

err_free:
	arcade_free(arcade);
err_left:
	atomic_inc(&arcade_left);
	return ret;
}

static void arcade_remove(struct mdev_device *mdev)
{
	struct arcade *arcade = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&arcade->vdev);
	arcade_free(arcade);
	atomic_inc(&arcade_left);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	return sprintf(buf, "%d\n", atomic_read(&arcade_left));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *arcade_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group arcade_type_group = {
	.name = "1",
	.attrs = arcade_type_attrs,
};

static struct attribute_group *arcade_type_groups[] = {
	&arcade_type_group,
	NULL,
};

static const struct vfio_device_ops arcade_dev_ops = {
	.read = arcade_read,
};

static struct mdev_driver arcade_small_driver = {
	.driver = {
		.name = "arcade_small",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = arcade_probe,
	.remove = arcade_remove,
};

static struct mdev_driver arcade_big_driver = {
	.driver = {
		.name = "arcade_big",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = arcade_probe,
	.remove = arcade_remove,
};

static const struct mdev_parent_ops arcade_ops[] = {
	{
		.owner = THIS_MODULE,
		.device_driver = &arcade_small_driver,
		.supported_type_groups = arcade_type_groups,
	},
	{
		.owner = THIS_MODULE,
		.device_driver = &arcade_big_driver,
		.supported_type_groups = arcade_type_groups,
	},
};

static bool big;
module_param(big, bool, 0444);

static int __init arcade_init(void)
{
	int i, ret;

	for (i = 0; i < ARRAY_SIZE(arcade_ops); i++) {
		ret = mdev_register_driver(arcade_ops[i].device_driver);
		if (ret)
			goto err_drivers;
	}

	arcade_parent = root_device_register("arcade");
	if (IS_ERR(arcade_parent)) {
		ret = PTR_ERR(arcade_parent);
		goto err_drivers;
	}

	ret = mdev_register_device(arcade_parent, &arcade_ops[big]);
	if (ret)
		goto err_device;
	return 0;

err_device:
	root_device_unregister(arcade_parent);
err_drivers:
	while (i--)
		mdev_unregister_driver(arcade_ops[i].device_driver);
	return ret;
}

static void __exit arcade_exit(void)
{
	int i = ARRAY_SIZE(arcade_ops);

	mdev_unregister_device(arcade_parent);
	root_device_unregister(arcade_parent);
	while (i--)
		mdev_unregister_driver(arcade_ops[i].device_driver);
}

module_init(arcade_init);
module_exit(arcade_exit);
MODULE_LICENSE("GPL");
