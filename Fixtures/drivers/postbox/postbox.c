// SPDX-License-Identifier: GPL-2.0
/*
 * postbox - mediated mailboxes
 *
 * A letter written to a box is what the next read returns.  Boxes of type 1
 * hold one letter, boxes of type 2 hold four.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/spinlock.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/platform_device.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define POSTBOX_STRING_LEN	32
#define POSTBOX_LETTER_LEN	64
#define POSTBOX_NR_TYPES	2

struct postbox_letter {
	char text[POSTBOX_LETTER_LEN];
	size_t len;
};

struct postbox_state {
	struct mdev_device *mdev;
	struct list_head next;
	struct mutex ops_lock;
	struct postbox_letter *letters;
	unsigned int capacity;
	unsigned int waiting;
};

static const unsigned int postbox_capacity[POSTBOX_NR_TYPES] = { 1, 4 };

static struct platform_device *postbox_pdev;
static LIST_HEAD(postbox_list);
static DEFINE_MUTEX(postbox_list_lock);

static int postbox_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 postbox_create */
{
	struct postbox_state *state;
	char name[POSTBOX_STRING_LEN];
	unsigned int capacity = 0;
	int i;

	if (!mdev)
		return -EINVAL;

	for (i = 0; i < POSTBOX_NR_TYPES; i++) {
		snprintf(name, POSTBOX_STRING_LEN, "%s-%d",
			 dev_driver_string(mdev_parent_dev(mdev)), i + 1);
		if (!strcmp(kobj->name, name)) {
			capacity = postbox_capacity[i];
			break;
		}
	}

	if (!capacity)
		return -EINVAL;

	state = kzalloc(sizeof(*state), GFP_KERNEL);
	if (!state)
		return -ENOMEM;

	state->letters = kcalloc(capacity, sizeof(*state->letters), GFP_KERNEL);
	if (!state->letters) {
		kfree(state);
		return -ENOMEM;
	}

	state->capacity = capacity;
	state->mdev = mdev;
	mutex_init(&state->ops_lock);
	mdev_set_drvdata(mdev, state);
/*~ M-26 mdev_set_drvdata */

	mutex_lock(&postbox_list_lock);
	list_add(&state->next, &postbox_list);
	mutex_unlock(&postbox_list_lock);

	return 0;
}

static int postbox_remove(struct mdev_device *mdev)
{
	struct postbox_state *state, *tmp;
	int ret = -EINVAL;

	mutex_lock(&postbox_list_lock);
	list_for_each_entry_safe(state, tmp, &postbox_list, next) {
		if (state->mdev == mdev) {
			list_del(&state->next);
			mdev_set_drvdata(mdev, NULL);
/*~ M-26 mdev_set_drvdata */
			kfree(state->letters);
			kfree(state);
			ret = 0;
			break;
		}
	}
	mutex_unlock(&postbox_list_lock);

	return ret;
}

static int postbox_open(struct mdev_device *mdev)
{
	pr_info("%s\n", __func__);
	return 0;
}

static void postbox_close(struct mdev_device *mdev)
{
	pr_info("%s\n", __func__);
}

static ssize_t postbox_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct postbox_state *state = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	struct postbox_letter *letter;
	ssize_t ret = 0;

	mutex_lock(&state->ops_lock);
	if (state->waiting) {
		letter = &state->letters[state->waiting - 1];
		ret = min(count, letter->len);
		if (copy_to_user(buf, letter->text, ret))
			ret = -EFAULT;
		else
			state->waiting--;
	}
	mutex_unlock(&state->ops_lock);

	return ret;
}

static ssize_t postbox_write(struct mdev_device *mdev, const char __user *buf,
			     size_t count, loff_t *ppos)
{
	struct postbox_state *state = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	struct postbox_letter *letter;
	ssize_t ret = -ENOSPC;

	if (count > POSTBOX_LETTER_LEN)
		return -E2BIG;

	mutex_lock(&state->ops_lock);
	if (state->waiting < state->capacity) {
		letter = &state->letters[state->waiting];
		ret = -EFAULT;
		if (!copy_from_user(letter->text, buf, count)) {
			letter->len = count;
			state->waiting++;
			ret = count;
		}
	}
	mutex_unlock(&state->ops_lock);

	return ret;
}

static long postbox_ioctl(struct mdev_device *mdev, unsigned int cmd,
			  unsigned long arg)
{
	struct postbox_state *state;

	if (!mdev)
		return -EINVAL;

	state = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	if (!state)
		return -ENODEV;

	if (cmd != VFIO_DEVICE_RESET)
		return -ENOTTY;

	mutex_lock(&state->ops_lock);
	state->waiting = 0;
	mutex_unlock(&state->ops_lock);
	return 0;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	char name[POSTBOX_STRING_LEN];
	const char *const titles[POSTBOX_NR_TYPES] = {
		"Single letter box", "Four letter box"
	};
	int i;

	for (i = 0; i < POSTBOX_NR_TYPES; i++) {
		snprintf(name, POSTBOX_STRING_LEN, "%s-%d",
			 dev_driver_string(dev), i + 1);
		if (!strcmp(kobj->name, name))
			return sprintf(buf, "%s\n", titles[i]);
	}

	return -EINVAL;
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *postbox_types_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group postbox_type_group1 = {
	.name  = "1",
	.attrs = postbox_types_attrs,
};

static struct attribute_group postbox_type_group2 = {
	.name  = "2",
	.attrs = postbox_types_attrs,
};

static struct attribute_group *postbox_type_groups[] = {
	&postbox_type_group1,
	&postbox_type_group2,
	NULL,
};

static const struct mdev_parent_ops postbox_parent_ops = {
/*~ M-16 mdev_parent_ops */
	.owner                  = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups  = postbox_type_groups,
/*~ M-14 supported_type_groups */
	.create                 = postbox_create,
/*~ M-02 create */
	.remove			= postbox_remove,
/*~ M-05 remove */
	.open                   = postbox_open,
/*~ M-10 open */
	.release                = postbox_close,
/*~ M-10 release */
	.read                   = postbox_read,
/*~ M-10 read */
	.write                  = postbox_write,
/*~ M-10 write */
	.ioctl		        = postbox_ioctl,
/*~ M-10 ioctl */
};

static int __init postbox_init(void)
{
	int ret;

	postbox_pdev = platform_device_register_simple("postbox", -1, NULL, 0);
	if (IS_ERR(postbox_pdev))
		return PTR_ERR(postbox_pdev);

	ret = mdev_register_device(&postbox_pdev->dev, &postbox_parent_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		platform_device_unregister(postbox_pdev);
	return ret;
}

static void __exit postbox_exit(void)
{
	mdev_unregister_device(&postbox_pdev->dev);
/*~ M-19 mdev_unregister_device */
	platform_device_unregister(postbox_pdev);
}

module_init(postbox_init);
module_exit(postbox_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated mailboxes");
